<?cs # Where a request stands, for whoever has the link: signature, status and dates alone.

    Page.Title       "Where is request H1042?"
    Number           "H1042"
    Status.Code, .Name, .Class     "in_progress", "In progress", "open"
    Tracker.N.*      see tracker in rows.cs; without names
    Updated.*        last change
?><?cs set:Page.Layout = "read" ?><?cs include:"portal/rows.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<p><?cs call:status_badge(Status.Code, Status.Name, Status.Class) ?></p>
<?cs call:tracker(Tracker) ?>
<p class="small muted"><?cs var:tr1("Last change: %1.", Updated.Full) ?></p>
<p class="small"><?cs var:tr("This page shows nothing of what the request says.") ?> <a href="/t/<?cs var:url_escape(Number) ?>"><?cs var:tr("Open the request") ?></a></p>
<?cs include:"common/frame_bottom.cs" ?>
