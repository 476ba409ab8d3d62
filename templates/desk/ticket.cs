<?cs # A ticket with everything on one page, for staff.

  All buttons send one form, "work", so that whatever is done, all that was typed arrives.

    Ticket.Number, .Path, .Subject         "H1010", "/desk/t/H1010", "Till prints blank receipts"
    Ticket.Type.Icon, .Name                "problem", "Problem"
    Ticket.Status.Code, .Name, .Class      "in_progress", "In progress", "open"
    Ticket.Priority.Code, .Name            "high", "High"
    Ticket.Contact, .ContactEmail, .Organisation     "Kari Holm", "kari@example.org", "Bergen store", or ""
    Ticket.Responsible, .Mine              "Anna Kowalska" or "", "1" or nothing
    Ticket.Team, .Category                 "Tills", "Receipts", or ""
    Ticket.Source, .Language               "web form", "nb"
    Ticket.Created, .Answered, .Updated, .Solved, .Closed, .Due     as data_time makes them, or nothing
    Ticket.Late, .Open, .CanSolve          "1" or nothing
    Ticket.Audience                        "All clients" when it is in the archive, or nothing
    Ticket.Rating, .RatingComment, .Rated  "4", "Quick", a time; or nothing
    Fields.N.Label, .Value                 "Since when?", "this morning": answers of its form
    Messages.N.…                           see desk/parts.cs
    Events.N.…                             the timeline, see desk/parts.cs
    Changes.N.…                            likewise: what others did since the page was made
    Conflict                               "1": then Changes are shown and all typed is kept
    Problem                                "The workflow has no way from …", or nothing
    Draft                                  "1": what is typed below is not sent yet
    Version, Once                          "12", "p0Q…"
    Form.body, .kind, .then, .audience     .Value, .Error: the answer
    Form.type, .status, .priority, .responsible, .team, .category, .due     .Value, .Was, .Error
    Form.Errors                            "1": how many inputs are wrong, or nothing
    Choices.Types, .Statuses, .Then, .Priorities, .Staff, .Teams, .Categories, .Audiences     N.Code, .Label;
                                           of Audiences also .Short, "All clients"
    Similar.N.Path, .Key, .Note, .Title, .Language, .Solved     "/desk/t/H1003", "ticket-1003", "Solved request H1003 · Tills"…
    Reused.N.Key                           "ticket-1003": its solution was put into the answer
    Articles.N.*, Ticket.Article           articles tied to it, and where one is made from it, see desk/article_parts.cs
    Pick.N.*                               articles to put into the answer, likewise
    TiedTo.N.Title, .Desk, .State.Name     incidents that it is tied to, or nothing
    Followers.N.Id, .Name, .Email, .Silent "17", "Lars Eide", "lars@example.org", "1": wants no mail; or nothing
    Following                              "1": the viewer follows it; or nothing
    Ticket.ContactId                       "17", or nothing
    Uploads, UploadProblem, Limits         see common/parts.cs
?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"desk/parts.cs" ?><?cs include:"desk/article_parts.cs" ?><?cs
set:Keys.0.Key = "r" ?><?cs set:Keys.0.Text = tr("write an answer") ?><?cs
set:Keys.1.Key = "t" ?><?cs set:Keys.1.Text = tr("take the ticket") ?><?cs
set:Keys.2.Key = "u" ?><?cs set:Keys.2.Text = tr("back to the queue") ?><?cs
set:Keys.3.Key = "?" ?><?cs set:Keys.3.Text = tr("show these keys") ?><?cs include:"common/frame_top.cs" ?>
<p class="trail no-print"><a href="/desk" data-key="u"><?cs var:tr("My tickets") ?></a></p>
<?cs if:?Conflict ?><section class="flash problem conflict" role="alert" aria-labelledby="conflict"><?cs call:icon("people") ?><div>
<h2 id="conflict"><?cs var:tr("This ticket has changed since you opened it") ?></h2>
<p><?cs var:tr("All you typed stands below, as you typed it. Nothing of it is sent yet: look at what is new, then send it again.") ?></p>
<ul class="timeline"><?cs each:event = Changes ?><?cs call:event_line(event) ?><?cs /each ?></ul></div></section>
<?cs /if ?><?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><?cs call:form_errors(Form.Errors) ?>
<div class="crowd"><span class="signature muted"><?cs var:Ticket.Number ?></span><?cs call:status_badge(Ticket.Status.Code, Ticket.Status.Name, Ticket.Status.Class) ?><?cs if:?Ticket.Late ?><span class="status late"><?cs var:tr("Overdue") ?></span><?cs /if ?><span class="small muted"><?cs call:icon(Ticket.Type.Icon) ?> <?cs var:Ticket.Type.Name ?></span><?cs if:Ticket.Priority.Code == "high" || Ticket.Priority.Code == "urgent" ?><span class="priority <?cs var:Ticket.Priority.Code ?>"><?cs var:tr1("Priority: %1", Ticket.Priority.Name) ?></span><?cs /if ?></div>
<h1><?cs var:Ticket.Subject ?></h1>
<?cs each:incident = TiedTo ?><p class="tied-to small"><?cs call:icon("problem") ?> <?cs var:tr("Belongs to:") ?> <a href="<?cs var:url_validate(incident.Desk) ?>"><?cs var:incident.Title ?></a> (<?cs var:incident.State.Name ?>)</p>
<?cs /each ?><?cs # The first button is the one that the Enter key presses: it must never be one that sends a text. ?><button class="unseen" form="work" formaction="<?cs var:url_validate(Ticket.Path) ?>/edit" formnovalidate tabindex="-1" aria-hidden="true"><?cs var:tr("Save the properties") ?></button>
<div class="crowd head"><span><?cs if:string.length(Ticket.Contact) ?><?cs var:Ticket.Contact ?><?cs else ?><?cs var:tr("Unknown client") ?><?cs /if ?><?cs if:string.length(Ticket.Organisation) ?>, <?cs var:Ticket.Organisation ?><?cs /if ?></span>
<span><span class="muted"><?cs var:tr("Responsible:") ?></span> <?cs if:?Ticket.Mine ?><strong><?cs var:tr("you") ?></strong><?cs elif:string.length(Ticket.Responsible) ?><strong><?cs var:Ticket.Responsible ?></strong><?cs else ?><strong><?cs var:tr("nobody") ?></strong><?cs /if ?></span>
<?cs if:?Ticket.Open ?><?cs if:!?Ticket.Mine ?><button class="button small<?cs if:!string.length(Ticket.Responsible) ?> primary<?cs /if ?>" form="work" formaction="<?cs var:url_validate(Ticket.Path) ?>/take" formnovalidate data-key="t"><?cs if:string.length(Ticket.Responsible) ?><?cs var:tr("Take it over") ?><?cs else ?><?cs var:tr("Take it") ?><?cs /if ?></button><?cs /if ?><?cs /if ?></div>

<div class="with-side desk-ticket">
<div>
<section aria-labelledby="talk"><h2 class="unseen" id="talk"><?cs var:tr("Conversation") ?></h2><?cs each:message = Messages ?><?cs if:first(message) ?><?cs call:message_part(message, Fields) ?><?cs else ?><?cs call:message_part(message, Nothing) ?><?cs /if ?><?cs /each ?></section>
<?cs if:?Ticket.Rating ?><section class="card rated" aria-labelledby="rated"><h2 id="rated"><?cs var:tr("The client's rating") ?></h2>
<p><strong><?cs var:tr1("%1 of 5", Ticket.Rating) ?></strong> <span class="small muted"><?cs call:time_short(Ticket.Rated) ?></span></p><?cs if:string.length(Ticket.RatingComment) ?>
<p class="said"><?cs var:Ticket.RatingComment ?></p><?cs /if ?></section>
<?cs /if ?>
<form class="card answer" id="work" method="post" action="<?cs var:url_validate(Ticket.Path) ?>/reply" enctype="multipart/form-data" data-draft="desk:<?cs var:Ticket.Number ?>">
<?cs call:csrf_input() ?><?cs call:once_input() ?>
<input type="hidden" name="version" value="<?cs var:Version ?>"><?cs each:reused = Reused ?>
<input type="hidden" name="reused" value="<?cs var:reused.Key ?>"><?cs /each ?>
<h2><?cs var:tr("Answer") ?></h2>
<?cs if:?Draft ?><p class="unsent"><?cs call:icon("edit") ?> <?cs var:tr("What stands here is not sent yet.") ?></p>
<?cs /if ?><p class="small muted" data-draft-note hidden><?cs var:tr("What you had typed here before is back.") ?></p>
<?cs call:field_open("", Form.body.Error) ?>
<label for="body"><?cs var:tr("Your text") ?></label><?cs call:field_notes("body", Form.body.Error, tr("Markdown works: **bold**, lists with -, links.")) ?>
<textarea id="body" name="body" rows="8" maxlength="50000" data-key="r" data-picks<?cs call:field_marks("body", Form.body.Error, "1", "0") ?>>
<?cs var:Form.body.Value ?></textarea>
<?cs call:pick_open() ?>
</div>
<?cs call:pick_plain(Pick, Ticket.Path) ?>
<?cs call:upload_area(tr("Files"), "") ?>
<div class="send">
<fieldset class="field"><legend><?cs var:tr("Who reads it?") ?></legend><div class="radios">
<label><input type="radio" name="kind" value="public"<?cs if:Form.kind.Value != "note" ?> checked<?cs /if ?>><span><?cs var:tr("The client: a public answer") ?></span></label>
<label><input type="radio" name="kind" value="note"<?cs if:Form.kind.Value == "note" ?> checked<?cs /if ?>><span><?cs call:icon("lock") ?> <?cs var:tr("Only staff: an internal note") ?></span></label></div></fieldset>
<?cs if:subcount(Choices.Then) > 1 ?><?cs call:field_select("then", tr("Status afterwards"), "", Form.then, "1", Choices.Then) ?><?cs /if ?>
<p><button class="button primary"><?cs call:icon("send") ?><?cs var:tr("Send") ?></button></p>
</div>
<?cs if:?Ticket.CanSolve ?><details class="solve"<?cs if:string.length(Form.audience.Error) ?> open<?cs /if ?>><summary><?cs var:tr("This text solves it") ?></summary>
<p><?cs var:tr("The text above becomes the solution. The client sees it first on the page, can say whether it works, and can rate your work.") ?></p>
<?cs call:field_radio("audience", tr("Who may read the ticket in the archive?"), tr("The archive is the knowledge base of solved tickets. Before you choose more than its own people, see that no names, passwords or other secrets stand in the conversation. Internal notes are never shown."), Form.audience, "1", Choices.Audiences) ?>
<p><button class="button primary" formaction="<?cs var:url_validate(Ticket.Path) ?>/solve"><?cs call:icon("check") ?><?cs var:tr("Solve") ?></button></p>
</details><?cs /if ?>
</form>
</div>

<aside class="stack" aria-label="<?cs var:tr("About the ticket") ?>">
<section class="card properties" aria-labelledby="properties"><h2 id="properties"><?cs var:tr("Properties") ?></h2>
<?cs call:property_select("status", tr("Status"), Form.status, Choices.Statuses) ?>
<?cs call:property_select("responsible", tr("Responsible"), Form.responsible, Choices.Staff) ?>
<?cs call:property_select("priority", tr("Priority"), Form.priority, Choices.Priorities) ?>
<?cs call:property_select("type", tr("Type"), Form.type, Choices.Types) ?>
<?cs call:property_select("team", tr("Team"), Form.team, Choices.Teams) ?>
<?cs call:property_select("category", tr("Category"), Form.category, Choices.Categories) ?>
<?cs call:field_open("property", Form.due.Error) ?>
<label for="due"><?cs var:tr("Due") ?></label><?cs call:field_notes("due", Form.due.Error, "") ?>
<input type="hidden" form="work" name="was_due" value="<?cs var:Form.due.Was ?>">
<input class="text" type="datetime-local" form="work" id="due" name="due" value="<?cs var:Form.due.Value ?>"<?cs call:field_marks("due", Form.due.Error, "", "0") ?>>
</div>
<p><button class="button" form="work" formaction="<?cs var:url_validate(Ticket.Path) ?>/edit" formnovalidate><?cs var:tr("Save the properties") ?></button></p>
</section>
<?cs if:?Ticket.Audience ?><section class="card" aria-labelledby="archive"><h2 id="archive"><?cs var:tr("Archive") ?></h2>
<?cs call:field_open("property", Form.audience.Error) ?>
<label for="audience"><?cs var:tr("Who may read it there?") ?></label><?cs call:field_notes("audience", Form.audience.Error, tr("See first that no names or secrets stand in the conversation.")) ?>
<select form="work" id="audience" name="audience" autocomplete="off"<?cs call:field_marks("audience", Form.audience.Error, "1", "0") ?>><?cs each:choice = Choices.Audiences ?>
<option value="<?cs var:choice.Code ?>"<?cs if:choice.Code == Form.audience.Value ?> selected<?cs /if ?>><?cs var:choice.Short ?></option><?cs /each ?>
</select></div>
<p><button class="button" form="work" formaction="<?cs var:url_validate(Ticket.Path) ?>/audience" formnovalidate><?cs var:tr("Set the readers") ?></button></p>
</section>
<?cs /if ?>
<?cs if:subcount(Similar) > 0 ?><section class="card no-print" aria-labelledby="similar"><h2 id="similar"><?cs var:tr("Solved before") ?></h2>
<ul class="alike small"><?cs each:hit = Similar ?>
<li><a href="<?cs var:url_validate(hit.Path) ?>" lang="<?cs var:hit.Language ?>"><?cs var:hit.Title ?></a>
<div class="muted"><?cs var:hit.Note ?></div><?cs if:?hit.Solved ?>
<button class="button small" form="work" name="reuse" value="<?cs var:hit.Key ?>" formaction="<?cs var:url_validate(Ticket.Path) ?>/reuse#work" formnovalidate aria-label="<?cs var:tr1("Use this solution: %1", hit.Title) ?>"><?cs var:tr("Use this solution") ?></button><?cs /if ?></li><?cs /each ?>
</ul></section>
<?cs /if ?><?cs call:ticket_articles(Articles, Ticket.Article) ?>
<section class="card no-print" aria-labelledby="people"><h2 id="people"><?cs var:tr("People") ?></h2>
<?cs if:?Ticket.ContactId ?><p><?cs var:tr("Client") ?>: <a href="/desk/contact/<?cs var:Ticket.ContactId ?>"><?cs var:Ticket.Contact ?></a></p>
<?cs /if ?><h3><?cs var:tr("Followers") ?></h3>
<?cs if:subcount(Followers) > 0 ?><ul class="followers small"><?cs each:follower = Followers ?>
<li><a href="/desk/contact/<?cs var:follower.Id ?>"><?cs var:follower.Name ?></a><?cs if:?follower.Silent ?> <span class="muted"><?cs var:tr("wants no mail") ?></span><?cs /if ?>
<form method="post" action="<?cs var:url_validate(Ticket.Path) ?>/follow"><?cs call:csrf_input() ?><button class="button small quiet" name="remove" value="<?cs var:follower.Id ?>"><?cs var:tr("Remove") ?><span class="unseen"> <?cs var:follower.Name ?></span></button></form></li><?cs /each ?>
</ul>
<?cs else ?><p class="small muted"><?cs var:tr("Nobody. Whoever follows the ticket sees it and is told of its public messages.") ?></p>
<?cs /if ?><form method="post" action="<?cs var:url_validate(Ticket.Path) ?>/follow"><?cs call:csrf_input() ?>
<p><button class="button small" name="me" value="<?cs if:?Following ?>0<?cs else ?>1<?cs /if ?>"><?cs if:?Following ?><?cs var:tr("Follow it no longer") ?><?cs else ?><?cs var:tr("Follow it") ?><?cs /if ?></button></p></form>
<details><summary class="small"><?cs var:tr("Add a follower, or change the client") ?></summary>
<form method="post" action="<?cs var:url_validate(Ticket.Path) ?>/follow"><?cs call:csrf_input() ?>
<div class="field"><label for="person-email"><?cs var:tr("E-mail address") ?></label>
<input class="text" type="email" id="person-email" name="email" maxlength="254" required autocomplete="off"></div>
<p class="crowd"><button class="button small"><?cs var:tr("Let them follow it") ?></button> <button class="button small" formaction="<?cs var:url_validate(Ticket.Path) ?>/contact"><?cs var:tr("Make it their ticket") ?></button></p>
</form></details>
</section>
<section class="card" aria-labelledby="facts"><h2 id="facts"><?cs var:tr("Facts") ?></h2>
<dl class="facts small">
<?cs if:string.length(Ticket.Contact) ?><dt><?cs var:tr("Client") ?></dt><dd><?cs var:Ticket.Contact ?></dd>
<?cs /if ?><?cs if:string.length(Ticket.ContactEmail) ?><dt><?cs var:tr("E-mail") ?></dt><dd><?cs var:Ticket.ContactEmail ?></dd>
<?cs /if ?><?cs if:string.length(Ticket.Organisation) ?><dt><?cs var:tr("Organisation") ?></dt><dd><?cs var:Ticket.Organisation ?></dd>
<?cs /if ?><dt><?cs var:tr("Came by") ?></dt><dd><?cs var:Ticket.Source ?></dd>
<dt><?cs var:tr("Received") ?></dt><dd><?cs call:time_short(Ticket.Created) ?></dd>
<?cs if:?Ticket.Answered.Iso ?><dt><?cs var:tr("First answer") ?></dt><dd><?cs call:time_short(Ticket.Answered) ?></dd>
<?cs /if ?><?cs if:?Ticket.Due.Iso ?><dt><?cs var:tr("Due") ?></dt><dd><?cs call:time_short(Ticket.Due) ?></dd>
<?cs /if ?><?cs if:?Ticket.Solved.Iso ?><dt><?cs var:tr("Solved") ?></dt><dd><?cs call:time_short(Ticket.Solved) ?></dd>
<?cs /if ?><?cs if:?Ticket.Closed.Iso ?><dt><?cs var:tr("Closed") ?></dt><dd><?cs call:time_short(Ticket.Closed) ?></dd>
<?cs /if ?></dl>
<p class="small"><a href="/t/<?cs var:url_escape(Ticket.Number) ?>"><?cs var:tr("See it as the client does") ?></a></p>
</section>
<section class="card" aria-labelledby="timeline"><h2 id="timeline"><?cs var:tr("What happened") ?></h2>
<ol class="timeline"><?cs each:event = Events ?><?cs call:event_line(event) ?><?cs /each ?></ol>
</section>
<p class="small muted"><?cs call:keys_button() ?></p>
</aside>
</div>
<?cs call:keys_dialog(Keys) ?>
<?cs call:pick_dialog(Pick, Ticket.Language) ?>
<?cs include:"common/frame_bottom.cs" ?>
