<?cs # A notification about a request, as HTML.

    Page, Site, Mail.Subject               see mail/top.cs
    Mail.Signature, .Title, .TicketLanguage     "H1010", "Till prints blank receipts", "en"
    Mail.Why                               "You get this message because the request is yours."
    Mail.Follower                          "1": they only follow it; or nothing
    Mail.CanReply                          "1": an answer to this mail becomes a message; or nothing
    Mail.Unsubscribe                       "https://…/stop/…": where such mail ends
    Blocks.N.Kind                          "text", "changes", "facts", "quote", "link", "stop"
    Blocks.N.Lines.N.Parts.N.Text, .Link   of text: "See ", "https://…" or nothing
    Blocks.N.Items.N.Label, .Text          of facts: "Status", "New"; of changes: .Text
    Blocks.N.Title, .Author, .At.Full, .Trusted.Html, .Solution, .Note     of quote: "Solution", "Anna Kowalska", …, "1" or nothing
    Blocks.N.Link, .Text, .Rate            of link and stop: "https://…", "Open the request", "1" or nothing
?><?cs include:"common/trusted.cs" ?><?cs include:"mail/top.cs" ?><?cs
def:text_block(block) ?><p><?cs each:line = block.Lines ?><?cs if:!first(line) ?><br>
<?cs /if ?><?cs each:part = line.Parts ?><?cs if:string.length(part.Link) ?><a href="<?cs var:url_validate(part.Link) ?>"><?cs var:part.Text ?></a><?cs else ?><?cs var:part.Text ?><?cs /if ?><?cs /each ?><?cs /each ?></p>
<?cs /def ?><?cs
def:quote_block(block) ?><div class="said<?cs if:?block.Solution ?> solution<?cs elif:?block.Note ?> note<?cs /if ?>">
<p class="by"><?cs if:string.length(block.Title) ?><strong><?cs var:block.Title ?></strong> · <?cs var:block.Author ?><?cs else ?><strong><?cs var:block.Author ?></strong><?cs /if ?><?cs if:?block.Note ?> · <?cs var:tr("Internal note") ?><?cs /if ?> · <?cs var:block.At.Full ?></p>
<div class="text" lang="<?cs var:Mail.TicketLanguage ?>"><?cs call:trusted_html(block) ?></div>
</div>
<?cs /def ?><div class="card">
<h1><span class="signature"><?cs var:Mail.Signature ?></span><span lang="<?cs var:Mail.TicketLanguage ?>"><?cs var:Mail.Title ?></span></h1>
<?cs each:block = Blocks ?><?cs if:block.Kind == "text" ?><?cs call:text_block(block) ?><?cs
elif:block.Kind == "changes" ?><ul class="changes"><?cs each:item = block.Items ?>
<li><?cs var:item.Text ?></li><?cs /each ?>
</ul>
<?cs elif:block.Kind == "facts" ?><table class="facts"><tbody><?cs each:item = block.Items ?>
<tr><th scope="row"><?cs var:item.Label ?></th><td><?cs var:item.Text ?></td></tr><?cs /each ?>
</tbody></table>
<?cs elif:block.Kind == "quote" ?><?cs call:quote_block(block) ?><?cs
elif:block.Kind == "link" ?><p><a class="button<?cs if:!?block.Rate ?> quiet<?cs /if ?>" href="<?cs var:url_validate(block.Link) ?>"><?cs var:block.Text ?></a></p>
<?cs elif:block.Kind == "stop" ?><p><a href="<?cs var:url_validate(block.Link) ?>"><?cs var:block.Text ?></a></p>
<?cs /if ?><?cs /each ?></div>
<p class="foot"><?cs var:Mail.Why ?><br>
<a href="<?cs var:url_validate(Mail.Unsubscribe) ?>"><?cs if:?Mail.Follower ?><?cs var:tr("Follow it no longer, or end all such messages") ?><?cs else ?><?cs var:tr("End such messages") ?><?cs /if ?></a></p>
</div>
</body>
</html>
