<?cs # A solved request, to read: the solution first, then what led to it.

    Ticket.Number, .Subject, .Language, .Category     "H1010", "Two people, one mailbox", "en", "E-mail" or ""
    Ticket.Type                   "Question"
    Ticket.Status.*               see status_badge in common/parts.cs
    Ticket.Created.*, .Archived.*     times
    Solution.Author, .At.*, .Trusted.Html     or nothing
    Messages.N.Author, .Staff, .At.*, .Trusted.Html     "Client", "1" or nothing
    OwnPage                       "/t/H1010" for those who take part, "/desk/t/H1010" for staff; or nothing
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/kb"><?cs var:tr("Knowledge base") ?></a></p>
<div class="crowd"><span class="signature muted"><?cs var:Ticket.Number ?></span><?cs call:status_badge(Ticket.Status.Code, Ticket.Status.Name, Ticket.Status.Class) ?><?cs if:string.length(OwnPage) ?>
<a class="button small" href="<?cs var:url_validate(OwnPage) ?>"><?cs var:tr("Open the request itself") ?></a><?cs /if ?></div>
<h1 lang="<?cs var:Ticket.Language ?>"><?cs var:Ticket.Subject ?></h1>
<p class="muted small"><?cs var:Ticket.Type ?><?cs if:string.length(Ticket.Category) ?> · <?cs var:Ticket.Category ?><?cs /if ?> · <?cs call:time_date(Ticket.Archived) ?></p>
<?cs if:string.length(Solution.Trusted.Html) ?><section class="solution-first" aria-labelledby="solution">
<h2 id="solution"><?cs call:icon("check") ?><?cs var:tr("Solution") ?></h2>
<div class="said" lang="<?cs var:Ticket.Language ?>"><?cs call:trusted_html(Solution) ?></div>
<p class="small muted"><?cs var:Solution.Author ?>, <?cs call:time_date(Solution.At) ?></p>
</section>
<?cs /if ?><section aria-labelledby="asked">
<h2 id="asked"><?cs var:tr("What was asked") ?></h2>
<?cs each:message = Messages ?><article class="message<?cs if:?message.Staff ?> staff<?cs /if ?>">
<header><h3><?cs var:message.Author ?></h3><span class="muted small"><?cs call:time_date(message.At) ?></span></header>
<div class="said" lang="<?cs var:Ticket.Language ?>"><?cs call:trusted_html(message) ?></div>
</article>
<?cs /each ?></section>
<p class="section crowd no-print"><strong><?cs var:tr("Does this not help you?") ?></strong> <a class="button" href="/new"><?cs var:tr("Write to us") ?></a></p>
<?cs include:"common/frame_bottom.cs" ?>
