<?cs # What went wrong, what was kept, what to do.

    Page.Title         "There is nothing here"
    Error.Status       "404"
    Error.Happened     "The address may be mistyped, or what was here is not for you to see."
    Error.Advice       "Go to the home page, or look among your requests."
    Error.Request      "5f3a09c1d2e4b678": the request's number in the log
    Viewer.Known       "1" or nothing
?><?cs set:Page.Layout = "read" ?><?cs set:Page.NoIndex = "1" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<div class="error-page stack">
<h1><?cs var:Page.Title ?></h1>
<p><?cs var:Error.Happened ?></p>
<p><?cs var:Error.Advice ?></p>
<p class="crowd"><a class="button primary" href="/"><?cs var:tr("Home page") ?></a><?cs if:?Viewer.Known ?>
<a class="button" href="/tickets"><?cs var:tr("My requests") ?></a><?cs /if ?>
<a class="button" href="/kb"><?cs var:tr("Knowledge base") ?></a></p>
<p class="number"><?cs var:tr2("Error %1, request %2", Error.Status, Error.Request) ?></p>
</div>
<?cs include:"common/frame_bottom.cs" ?>
