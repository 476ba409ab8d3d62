<?cs # Exports: what to write, and one's exports.

    Form.format.Value, .Error        "csv", "xml", "jsonl"
    Form.messages.Value, Form.bom.Value     "1" or nothing
    Form.since.Value, .Error         "2026-11-21" or ""; likewise created_from, created_to
    Form.type.Value, .Error          "problem" or ""; likewise status, category, organisation, team
    Form.Errors                      "1": how many inputs are wrong, or nothing
    Formats.N.Code, .Label           "csv", "CSV, for spreadsheets"
    Types.N.Code, .Label             "problem", "Problem"; "" for all; likewise Statuses, Categories
    Organisations.N.Code, .Label     "17", "Bergen store"; likewise Teams; both for staff alone
    Notice                           "This is too much to be sent at once." or nothing
    TooLarge                         "1": then the form writes in the background, or nothing
    Small                            "2000": up to so many are sent at once
    KeptDays                         "7"
    Exports.N.Id, .Format            "12", "CSV"
    Exports.N.Parts.M.Text           "changed since 2026-11-21"
    Exports.N.State.Name, .Class     "ready", "solved"
    Exports.N.Ready, .Failed         "1" or nothing
    Exports.N.Tickets, .Size         "100,000", "41 MB" or nothing
    Exports.N.HasTickets             "1": the number means something, or nothing
    Exports.N.Created.*              as data_time makes it
    Unfinished                       "1": one is not ready yet, or nothing
?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs if:?Viewer.Staff ?><nav class="tabs" aria-label="<?cs var:tr("Reports and exports") ?>"><a href="/desk/reports"><?cs var:tr("Reports") ?></a> <a href="/export" aria-current="page"><?cs var:tr("Export") ?></a></nav>
<?cs /if ?><?cs call:form_errors(Form.Errors) ?>
<?cs if:string.length(Notice) ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Notice ?></p></div>
<?cs /if ?><form class="card export" method="post" action="/export">
<?cs call:csrf_input() ?><?cs if:?TooLarge ?><input type="hidden" name="background" value="1"><?cs /if ?>
<p class="muted"><?cs if:?Viewer.Staff ?><?cs var:tr("Tickets for reporting, with all their fields.") ?><?cs else ?><?cs var:tr("All requests of your organisation, for reporting.") ?><?cs /if ?> <?cs var:tr1("Up to %1 come at once; more are written in the background.", Small) ?></p>
<?cs call:field_radio("format", tr("Format"), "", Form.format, "1", Formats) ?>
<?cs call:field_check("messages", tr("with all messages"), Form.messages) ?>
<?cs call:field_check("bom", tr("CSV: mark the file as UTF-8, for older spreadsheets (byte order mark)"), Form.bom) ?>
<fieldset class="columns"><legend><?cs var:tr("Only those …") ?></legend>
<?cs call:field_line("since", "date", tr("Changed since"), "", Form.since, "0", "", "") ?>
<?cs call:field_line("created_from", "date", tr("Received from"), "", Form.created_from, "0", "", "") ?>
<?cs call:field_line("created_to", "date", tr("Received until"), "", Form.created_to, "0", "", "") ?>
<?cs call:field_select("type", tr("Type"), "", Form.type, "", Types) ?>
<?cs call:field_select("status", tr("Status"), "", Form.status, "", Statuses) ?>
<?cs call:field_select("category", tr("Category"), "", Form.category, "", Categories) ?>
<?cs if:?Viewer.Staff ?><?cs call:field_select("organisation", tr("Organisation"), "", Form.organisation, "", Organisations) ?>
<?cs call:field_select("team", tr("Team"), "", Form.team, "", Teams) ?>
<?cs /if ?></fieldset>
<p class="crowd"><button class="button primary"><?cs if:?TooLarge ?><?cs var:tr("Write it in the background") ?><?cs else ?><?cs var:tr("Export") ?><?cs /if ?></button> <a class="small" href="/schema/tickets-1.xsd"><?cs var:tr("The XML's schema (XSD)") ?></a></p>
</form>

<section class="section" id="exports" aria-labelledby="exports-title">
<h2 id="exports-title"><?cs var:tr("Your exports") ?></h2>
<?cs if:subcount(Exports) > 0 ?><p class="muted"><?cs var:tr1("Files are kept for %1 days.", KeptDays) ?><?cs if:?Unfinished ?> <a href="/export#exports"><?cs var:tr("Look whether it is ready") ?></a><?cs /if ?></p>
<ul class="rows"><?cs each:export = Exports ?>
<li class="row job"><?cs call:icon("file") ?>
<div><strong><?cs var:export.Format ?></strong> <span class="status <?cs var:export.State.Class ?>"><?cs var:export.State.Name ?></span>
<div class="small muted"><?cs var:tr("Asked for:") ?> <?cs call:time_short(export.Created) ?><?cs if:?export.HasTickets ?> · <?cs var:tr1("Tickets: %1", export.Tickets) ?><?cs /if ?><?cs if:string.length(export.Size) ?> · <?cs var:export.Size ?><?cs /if ?><?cs each:part = export.Parts ?> · <?cs var:part.Text ?><?cs /each ?></div>
<?cs if:?export.Failed ?><p class="small"><?cs var:tr("It could not be written, and it has been noted. Ask for it once more, or tell the administrator.") ?></p><?cs /if ?></div>
<div class="crowd"><?cs if:?export.Ready ?><a class="button small" href="/export/file/<?cs var:export.Id ?>" download><?cs var:tr("Download") ?><span class="unseen"> <?cs var:export.Format ?> <?cs var:export.Created.Full ?></span></a>
<?cs /if ?><form method="post" action="/export/file/<?cs var:export.Id ?>/delete"><?cs call:csrf_input() ?><button class="button quiet small"><?cs var:tr("Delete") ?><span class="unseen"> <?cs var:export.Format ?> <?cs var:export.Created.Full ?></span></button></form></div></li><?cs /each ?>
</ul>
<?cs else ?><?cs call:empty_state("inbox", tr("No exports yet"), tr("Large exports stand here while they are written, and to be downloaded afterwards.")) ?>
<?cs /if ?></section>
<?cs include:"common/frame_bottom.cs" ?>
