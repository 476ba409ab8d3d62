<?cs # A notification about a request, as plain text. See notice.html.cs for what it reads:

    Mail.Why, .Unsubscribe, .Follower      "You get this …", "https://…/stop/…", "1" or nothing
    Blocks.N.Kind                          "text", "changes", "facts", "quote", "link", "stop"
    Blocks.N.Lines.N.Parts.N.Text          of text
    Blocks.N.Items.N.Label, .Text          of facts and changes
    Blocks.N.Title, .Author, .At.Full, .Lines.N.Text     of quote
    Blocks.N.Text, .Link                   of link and stop
?><?cs each:block = Blocks ?><?cs if:block.Kind == "text" ?><?cs each:line = block.Lines ?><?cs each:part = line.Parts ?><?cs var:part.Text ?><?cs /each ?>
<?cs /each ?>
<?cs elif:block.Kind == "changes" ?><?cs each:item = block.Items ?>- <?cs var:item.Text ?>
<?cs /each ?>
<?cs elif:block.Kind == "facts" ?><?cs each:item = block.Items ?><?cs var:item.Label ?>: <?cs var:item.Text ?>
<?cs /each ?>
<?cs elif:block.Kind == "quote" ?><?cs if:string.length(block.Title) ?><?cs var:block.Title ?> · <?cs /if ?><?cs var:block.Author ?> · <?cs var:block.At.Full ?>

<?cs each:line = block.Lines ?><?cs if:string.length(line.Text) ?>    <?cs var:line.Text ?><?cs /if ?>
<?cs /each ?>
<?cs else ?><?cs var:block.Text ?>:
<?cs var:block.Link ?>

<?cs /if ?><?cs /each ?>--<?cs var:" " ?>
<?cs var:Mail.Why ?>
<?cs if:?Mail.Follower ?><?cs var:tr("Follow it no longer, or end all such messages") ?><?cs else ?><?cs var:tr("End such messages") ?><?cs /if ?>: <?cs var:Mail.Unsubscribe ?>
