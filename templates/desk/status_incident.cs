<?cs # An incident or maintenance for staff: how it goes on, its tickets, its words.

    Incident.*                   see lib/web/incidents.h
    Version, Once                "3"; the form's one-time key
    Problem                      a sentence, or nothing
    Form.body, .state, .impact, .title, .audience, .organisation     .Value, .Error
    Move.begins, .ends           .Value: maintenance that may be moved; or nothing
    Components.N.*               see touched in status_parts.cs
    Choices.States, .Impacts, .Works, .Audiences, .Organisations     N.Code, .Label
    Tied.N.Id, .Number, .Path, .Subject, .Contact, .Created.*, .Open, .Waits, .Error, .Status.*     tickets tied to it
    TiedOpen                     "20": of these are open
    Suggested.N.*                tickets that are probably about it, likewise
?><?cs include:"desk/status_parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/desk/status"><?cs var:tr("Service status") ?></a></p>
<?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><div class="crowd"><span class="progress <?cs var:Incident.State.Code ?>"><?cs var:Incident.State.Name ?></span> <a class="button small" href="<?cs var:url_validate(Incident.Path) ?>"><?cs call:icon("globe") ?><?cs var:tr("See it as readers do") ?></a></div>
<h1><?cs var:Incident.Title ?></h1>
<?cs call:incident_facts(Incident) ?>
<div class="with-side"><div>
<section class="card" aria-labelledby="say"><h2 id="say"><?cs var:tr("Post an update") ?></h2>
<form method="post" action="/desk/status/<?cs var:url_escape(Incident.Id) ?>/update"><?cs call:csrf_input() ?><?cs call:once_input() ?><input type="hidden" name="version" value="<?cs var:Version ?>">
<?cs call:field_radio("state", tr("State"), "", Form.state, "1", Choices.States) ?>
<?cs call:field_text("body", tr("How does it go on?"), tr("Markdown. Readers, subscribers and, if you like, the clients of all tied tickets get these words."), Form.body, "20000", "1") ?>
<?cs if:#TiedOpen > 0 ?><div class="field check"><label><input type="checkbox" name="answers" value="1" checked> <span><?cs var:trn("Answer the %d open ticket that is tied to it, too", "Answer the %d open tickets that are tied to it, too", #TiedOpen) ?></span></label></div>
<details class="field" open><summary><?cs var:tr("When this ends it: which of them does it solve?") ?></summary><ul class="findings"><?cs each:ticket = Tied ?><?cs if:?ticket.Open ?><?cs call:ticket_box(ticket, "solve", "1") ?><?cs /if ?><?cs /each ?></ul></details>
<?cs /if ?><details class="field"<?cs if:?Incident.Open ?> open<?cs /if ?>><summary><?cs var:tr("Components and impact") ?></summary>
<?cs call:field_select("impact", tr("How bad is it?"), "", Form.impact, "1", Choices.Impacts) ?>
<?cs if:subcount(Components) > 0 ?><?cs call:touched(Components, Choices.Works) ?><?cs /if ?></details>
<p><button class="button primary"><?cs call:icon("send") ?><?cs var:tr("Post it") ?></button></p></form></section>
<section class="section" aria-labelledby="went"><h2 id="went"><?cs var:tr("How it went on") ?></h2>
<?cs call:incident_updates(Incident) ?></section></div>
<div class="stack">
<section class="card" aria-labelledby="tickets"><h2 id="tickets"><?cs var:tr("Tickets") ?></h2>
<?cs if:subcount(Tied) > 0 ?><ul class="plain-list"><?cs each:ticket = Tied ?><li><form method="post" action="/desk/status/<?cs var:url_escape(Incident.Id) ?>/untie" class="crowd apart"><?cs call:csrf_input() ?><input type="hidden" name="ticket" value="<?cs var:ticket.Id ?>"><span><a href="<?cs var:url_validate(ticket.Path) ?>"><?cs var:ticket.Number ?></a> <?cs var:ticket.Subject ?></span> <?cs call:status_badge(ticket.Status.Code, ticket.Status.Name, ticket.Status.Class) ?><?cs if:?ticket.Waits ?> <span class="small unsent"><?cs var:tr("an answer is on its way") ?></span><?cs elif:?ticket.Error ?> <span class="small unsent"><?cs var:tr1("Not answered: %1", ticket.Error) ?></span><?cs /if ?> <button class="button small quiet" aria-label="<?cs var:tr1("Untie %1", ticket.Number) ?>"><?cs call:icon("close") ?></button></form></li><?cs /each ?></ul>
<?cs else ?><p class="muted"><?cs var:tr("No ticket is tied to it yet.") ?></p>
<?cs /if ?><form method="post" action="/desk/status/<?cs var:url_escape(Incident.Id) ?>/tie"><?cs call:csrf_input() ?>
<?cs if:subcount(Suggested) > 0 ?><fieldset class="field"><legend><?cs var:tr("Probably about it") ?></legend><ul class="findings"><?cs each:ticket = Suggested ?><?cs call:ticket_box(ticket, "ticket", "0") ?><?cs /each ?></ul></fieldset>
<?cs /if ?><div class="field"><label for="numbers"><?cs var:tr("Other tickets") ?> <span class="optional"><?cs var:tr("optional") ?></span></label><p class="help" id="numbers-help"><?cs var:tr("Their numbers, with blanks between.") ?></p><input class="text" type="text" id="numbers" name="numbers" maxlength="2000" aria-describedby="numbers-help"></div>
<p><button class="button"><?cs call:icon("link") ?><?cs var:tr("Tie them to it") ?></button></p></form></section>
<?cs if:?Move.begins.Value ?><section class="card" aria-labelledby="move"><h2 id="move"><?cs var:tr("Another time") ?></h2><form method="post" action="/desk/status/<?cs var:url_escape(Incident.Id) ?>/move"><?cs call:csrf_input() ?><input type="hidden" name="version" value="<?cs var:Version ?>">
<?cs call:field_line("begins", "datetime-local", tr("Begin"), "", Move.begins, "0", "1", "") ?><?cs call:field_line("ends", "datetime-local", tr("End"), "", Move.ends, "0", "1", "") ?><?cs call:field_line("why", "text", tr("Why?"), "", Move.why, "200", "0", "") ?>
<p><button class="button"><?cs call:icon("clock") ?><?cs var:tr("Move it") ?></button></p></form></section>
<?cs /if ?><section class="card" aria-labelledby="words"><h2 id="words"><?cs var:tr("Title and readers") ?></h2><form method="post" action="/desk/status/<?cs var:url_escape(Incident.Id) ?>/edit"><?cs call:csrf_input() ?><input type="hidden" name="version" value="<?cs var:Version ?>">
<?cs call:field_line("title", "text", tr("Title"), "", Form.title, "200", "1", "") ?><?cs call:field_select("audience", tr("Who sees it?"), "", Form.audience, "1", Choices.Audiences) ?><?cs call:field_select("organisation", tr("Which organisation?"), "", Form.organisation, "0", Choices.Organisations) ?>
<p><button class="button"><?cs var:tr("Save") ?></button></p></form></section>
</div></div>
<?cs include:"common/frame_bottom.cs" ?>
