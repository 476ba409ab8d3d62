<?cs # A request, for those who take part in it.

    Ticket.Number, .Subject, .Language     "H1042", "Till prints blank receipts", "en"
    Ticket.Type, .Icon, .Status.*          "Problem", "problem"; see status_badge in common/parts.cs
    Ticket.Responsible, .Category, .Author, .Organisation     names, or ""
    Ticket.Created.*, .Answered.*, .Due.*, .Solved.*, .Closed.*     times, or nothing
    Tracker.N.*                            see tracker in rows.cs
    Messages.N.Id, .Author                 "17", "Anna Kowalska"
    Messages.N.Staff, .Own, .Solution, .Current     "1" or nothing; Current: it is the solution now
    Messages.N.Source                      "by e-mail" or nothing
    Messages.N.At.*, .Trusted.Html         time and text
    Messages.N.Whole.Trusted.Html          a whole mail where only a part of it is shown, or nothing
    Messages.N.Files.N.*                   see file_list in common/parts.cs
    Answers.N.Label, .Value                "What did you expect?", "The printed receipt"
    May.Reply, .Confirm, .Contest, .Rate, .Work     "1": the viewer may; Work: at the desk
    May.Follow, .Unfollow                  "1": they don't follow it, or do; or nothing
    Rating.Value, .Comment, .Error, .CommentError   "4", "Quick!"; or nothing
    Rating.Choices.N.Code, .Label, .Full   "4", "Good", "1" for each star given
    Reply.Value, .Error                    what was typed and what is wrong with it, or nothing
    StatusLink                             "https://…/s/H1042-0123…"
    TiedTo.N.Title, .Path, .State.Name     incidents that it belongs to, or nothing
    Once, Csrf, Uploads, UploadProblem, Limits     see common/parts.cs
?><?cs include:"common/trusted.cs" ?><?cs include:"portal/rows.cs" ?><?cs include:"common/frame_top.cs" ?><?cs

def:stars(choices) ?><span class="given"><?cs each:star = choices ?><svg class="icon<?cs if:?star.Full ?> full<?cs /if ?>" aria-hidden="true"><use href="/img/icons.svg#star"></use></svg><?cs /each ?></span><?cs /def ?><?cs

def:verdict() ?><div class="verdict no-print"><?cs if:?May.Confirm ?>
<form method="post" action="/t/<?cs var:url_escape(Ticket.Number) ?>/confirm"><?cs call:csrf_input() ?><button class="button primary"><?cs call:icon("check") ?><?cs var:tr("It works") ?></button></form><?cs /if ?>
<a class="button" href="#write"><?cs var:tr("Not solved yet") ?></a></div><?cs /def ?>
<p class="trail"><a href="/tickets"><?cs var:tr("My requests") ?></a></p>
<div class="crowd"><span class="signature muted"><?cs var:Ticket.Number ?></span><?cs call:status_badge(Ticket.Status.Code, Ticket.Status.Name, Ticket.Status.Class) ?><?cs if:?May.Work ?>
<a class="button small" href="/desk/t/<?cs var:url_escape(Ticket.Number) ?>"><?cs var:tr("Open at the desk") ?></a><?cs /if ?></div>
<h1 lang="<?cs var:Ticket.Language ?>"><?cs var:Ticket.Subject ?></h1>
<?cs each:incident = TiedTo ?><p class="tied-to"><?cs call:icon("problem") ?> <?cs var:tr("Belongs to:") ?> <a href="<?cs var:url_validate(incident.Path) ?>"><?cs var:incident.Title ?></a> (<?cs var:incident.State.Name ?>)</p>
<?cs /each ?><?cs call:tracker(Tracker) ?>
<div class="with-side">
<div>
<section aria-labelledby="conversation"><h2 id="conversation" class="unseen"><?cs var:tr("Conversation") ?></h2>
<?cs each:message = Messages ?><article class="message<?cs if:?message.Staff ?> staff<?cs /if ?><?cs if:?message.Solution ?> solution<?cs /if ?>" id="<?cs if:?message.Current ?>solution<?cs else ?>m<?cs var:message.Id ?><?cs /if ?>">
<header><h3><?cs if:?message.Solution ?><?cs var:tr("Proposed solution") ?><?cs else ?><?cs var:message.Author ?><?cs /if ?></h3><?cs if:?message.Solution ?><span class="muted small"><?cs var:message.Author ?></span><?cs /if ?><span class="muted small"><?cs call:time_full(message.At) ?><?cs if:string.length(message.Source) ?>, <?cs var:message.Source ?><?cs /if ?></span></header>
<div class="said"><?cs call:trusted_html(message) ?></div>
<?cs if:?message.Whole.Trusted.Html ?><details class="whole"><summary><?cs var:tr("The whole mail, with what it quotes") ?></summary><div class="said"><?cs call:trusted_html(message.Whole) ?></div></details>
<?cs /if ?><?cs if:first(message) && subcount(Answers) > 0 ?><dl class="answers"><?cs each:answer = Answers ?>
<dt><?cs var:answer.Label ?></dt><dd><?cs var:answer.Value ?></dd><?cs /each ?>
</dl>
<?cs /if ?><?cs call:file_list(message.Files) ?><?cs if:?message.Current && (?May.Confirm || ?May.Contest) ?><?cs call:verdict() ?><?cs /if ?>
</article>
<?cs /each ?></section>
<?cs if:?May.Rate ?><section class="card no-print" aria-labelledby="rating">
<h2 id="rating"><?cs if:string.length(Rating.At.Iso) ?><?cs var:tr("Your rating") ?><?cs else ?><?cs var:tr("How did we do?") ?><?cs /if ?></h2>
<?cs if:string.length(Rating.At.Iso) ?><p class="muted"><?cs var:tr("You can change it within a week.") ?></p>
<?cs /if ?><form method="post" action="/t/<?cs var:url_escape(Ticket.Number) ?>/rate">
<?cs call:csrf_input() ?>
<fieldset class="field<?cs if:string.length(Rating.Error) ?> wrong<?cs /if ?>"<?cs if:string.length(Rating.Error) ?> aria-describedby="rating-error"<?cs /if ?>>
<legend class="unseen"><?cs var:tr("Stars") ?></legend><?cs call:field_notes("rating", Rating.Error, "") ?>
<div class="stars"><?cs each:choice = Rating.Choices ?>
<label><input type="radio" name="rating" value="<?cs var:choice.Code ?>" required<?cs if:choice.Code == Rating.Value ?> checked<?cs /if ?>><?cs call:icon("star") ?><span><?cs var:choice.Code ?> <?cs var:choice.Label ?></span></label><?cs /each ?>
</div>
</fieldset>
<div class="field<?cs if:string.length(Rating.CommentError) ?> wrong<?cs /if ?>"><label for="comment"><?cs var:tr("Would you like to add something?") ?> <span class="optional"><?cs var:tr("optional") ?></span></label><?cs call:field_notes("comment", Rating.CommentError, "") ?>
<textarea id="comment" name="comment" rows="3" maxlength="2000"<?cs call:field_marks("comment", Rating.CommentError, "", "0") ?>>
<?cs var:Rating.Comment ?></textarea></div>
<p><button class="button primary"><?cs var:tr("Send the rating") ?></button></p>
</form>
</section>
<?cs elif:string.length(Rating.At.Iso) ?><section class="card" aria-labelledby="rating">
<h2 id="rating"><?cs var:tr("Rating") ?></h2>
<p><?cs call:stars(Rating.Choices) ?> <?cs var:tr1("%1 of 5", Rating.Value) ?></p>
<?cs if:string.length(Rating.Comment) ?><p class="verbatim"><?cs var:Rating.Comment ?></p><?cs /if ?>
</section>
<?cs /if ?><?cs if:?May.Reply ?><section class="section no-print" id="write" aria-labelledby="write-title">
<h2 id="write-title"><?cs if:?May.Contest ?><?cs var:tr("Not solved yet? Tell us what is still wrong") ?><?cs else ?><?cs var:tr("Write to us") ?><?cs /if ?></h2>
<form class="card" method="post" action="/t/<?cs var:url_escape(Ticket.Number) ?>/reply" enctype="multipart/form-data" data-draft="reply:<?cs var:Ticket.Number ?>">
<?cs call:csrf_input() ?><?cs call:once_input() ?>
<p class="flash" role="status" data-draft-note hidden><span><?cs var:tr("What you had typed here before is back.") ?></span></p>
<?cs call:field_text("body", tr("Your message"), "", Reply, "20000", "") ?>
<?cs call:upload_area(tr("Pictures and files"), "") ?>
<p class="crowd"><?cs if:?May.Contest ?><button class="button primary" formaction="/t/<?cs var:url_escape(Ticket.Number) ?>/contest"><?cs var:tr("Send: it is not solved yet") ?></button>
<button class="button"><?cs var:tr("Only send this message") ?></button><?cs else ?><button class="button primary"><?cs call:icon("send") ?><?cs var:tr("Send") ?></button><?cs /if ?></p>
</form>
</section>
<?cs /if ?></div>
<aside class="stack" aria-label="<?cs var:tr("Details") ?>">
<div class="card"><h2><?cs var:tr("Details") ?></h2>
<dl class="facts">
<dt><?cs var:tr("Number") ?></dt><dd class="number"><?cs var:Ticket.Number ?></dd>
<dt><?cs var:tr("Type") ?></dt><dd><?cs var:Ticket.Type ?></dd><?cs if:string.length(Ticket.Category) ?>
<dt><?cs var:tr("Category") ?></dt><dd><?cs var:Ticket.Category ?></dd><?cs /if ?>
<dt><?cs var:tr("Author") ?></dt><dd><?cs var:Ticket.Author ?></dd><?cs if:string.length(Ticket.Organisation) ?>
<dt><?cs var:tr("Organisation") ?></dt><dd><?cs var:Ticket.Organisation ?></dd><?cs /if ?>
<dt><?cs var:tr("Responsible") ?></dt><dd><?cs if:string.length(Ticket.Responsible) ?><?cs var:Ticket.Responsible ?><?cs else ?><?cs var:tr("nobody yet") ?><?cs /if ?></dd>
<dt><?cs var:tr("Received") ?></dt><dd><?cs call:time_short(Ticket.Created) ?></dd><?cs if:string.length(Ticket.Answered.Iso) ?>
<dt><?cs var:tr("First answer") ?></dt><dd><?cs call:time_short(Ticket.Answered) ?></dd><?cs /if ?><?cs if:string.length(Ticket.Due.Iso) ?>
<dt><?cs var:tr("Due") ?></dt><dd><?cs call:time_short(Ticket.Due) ?></dd><?cs /if ?><?cs if:string.length(Ticket.Solved.Iso) ?>
<dt><?cs var:tr("Solved") ?></dt><dd><?cs call:time_short(Ticket.Solved) ?></dd><?cs /if ?><?cs if:string.length(Ticket.Closed.Iso) ?>
<dt><?cs var:tr("Closed") ?></dt><dd><?cs call:time_short(Ticket.Closed) ?></dd><?cs /if ?>
</dl></div>
<?cs if:?May.Follow || ?May.Unfollow ?><div class="card no-print"><h2><?cs var:tr("Follow") ?></h2>
<p class="small"><?cs if:?May.Unfollow ?><?cs var:tr("You follow this request: you are told of new messages by e-mail.") ?><?cs else ?><?cs var:tr("Whoever follows a request is told of new messages by e-mail.") ?><?cs /if ?></p>
<form method="post" action="/t/<?cs var:url_escape(Ticket.Number) ?>/follow"><?cs call:csrf_input() ?><input type="hidden" name="on" value="<?cs if:?May.Unfollow ?>0<?cs else ?>1<?cs /if ?>"><button class="button small"><?cs if:?May.Unfollow ?><?cs var:tr("Follow it no longer") ?><?cs else ?><?cs var:tr("Follow it") ?><?cs /if ?></button></form></div>
<?cs /if ?><div class="card no-print"><h2><?cs var:tr("Status link") ?></h2>
<p class="small"><?cs var:tr("Whoever has this link sees where the request stands, without signing in: number, status and dates, nothing else.") ?></p>
<p class="crowd"><a class="button small" href="<?cs var:url_validate(StatusLink) ?>"><?cs call:icon("link") ?><?cs var:tr("Open the status link") ?></a></p></div>
</aside>
</div>
<?cs include:"common/frame_bottom.cs" ?>
