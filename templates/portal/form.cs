<?cs # A structured form, whose questions are data.

    Code, Name, Summary         "problem", "Report a problem", "Something that worked has stopped working"
    Icon                        "problem"
    Fields.N.Code               "happened": name of the input
    Fields.N.Kind               "line", "text", "choice" or "files"
    Fields.N.Label, .Help       "What happened?", "What did you do, and what did you see?" or nothing
    Fields.N.Most               "20000": characters
    Fields.N.Required           "1" or "0"
    Fields.N.Value, .Error      what was typed; "Please fill this in." or nothing
    Fields.N.Choices.N.Code, .Label     "slows", "I can work, but with trouble"
    Errors                      "2": how many answers need another look
    Suggest.Title, .Text        "subject", "happened": inputs that scripts compare with what was solved before
    Suggested                   "1": answers were suggested before
    Incidents.N.Title, .Path, .AffectedPath, .State.Name, .Begins.*     "Mail is late", "/status/12-…", "/status/12/affected": what
                                is wrong now; or nothing
    Once, Csrf, Uploads, UploadProblem, Limits     see common/parts.cs
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs
def:answers_like() ?><div class="card answers-like" data-answers hidden data-solves="<?cs var:tr("Yes, this solves it") ?>" data-opens="<?cs var:tr("(opens a new tab)") ?>"><h2><?cs var:tr("Does one of these solve it?") ?></h2><ul></ul></div>
<p class="unseen" role="status" data-answers-said data-count="<?cs var:tr1("Answers below that may help: %1.", "{}") ?>"></p>
<?cs /def ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/"><?cs var:tr("Home") ?></a></p>
<div class="heading"><?cs call:icon(Icon) ?><h1><?cs var:Name ?></h1></div>
<p class="muted"><?cs var:Summary ?></p>
<?cs if:subcount(Incidents) > 0 ?><section class="card known" aria-labelledby="known"><h2 id="known"><?cs var:tr("We know of this already. Is it what you want to tell us?") ?></h2>
<ul class="plain-list"><?cs each:incident = Incidents ?><li class="crowd apart"><span><a href="<?cs var:url_validate(incident.Path) ?>"><?cs var:incident.Title ?></a> <span class="small muted"><?cs var:incident.State.Name ?>, <?cs var:tr("Since:") ?> <?cs call:time_short(incident.Begins) ?></span></span><form method="post" action="<?cs var:url_validate(incident.AffectedPath) ?>"><?cs call:csrf_input() ?><button class="button small"><?cs call:icon("people") ?><?cs var:tr("This affects me too") ?><span class="unseen">: <?cs var:incident.Title ?></span></button></form></li><?cs /each ?></ul>
<p class="small muted"><?cs var:tr("One click is enough: we count you and mail you how it goes on. You need not write to us.") ?></p></section>
<?cs /if ?><?cs call:form_errors(Errors) ?>
<form method="post" action="/new/<?cs var:url_escape(Code) ?>" enctype="multipart/form-data" data-draft="new:<?cs var:Code ?>" data-suggest-title="<?cs var:Suggest.Title ?>" data-suggest-text="<?cs var:Suggest.Text ?>">
<?cs call:csrf_input() ?><?cs call:once_input() ?><input type="hidden" name="suggested" value="<?cs var:Suggested ?>">
<p class="flash" role="status" data-draft-note hidden><span><?cs var:tr("What you had typed here before is back.") ?></span></p>
<?cs each:field = Fields ?><?cs
	if:field.Kind == "line" ?><?cs call:field_line(field.Code, "text", field.Label, field.Help, field, field.Most, field.Required, "") ?><?cs
	elif:field.Kind == "text" ?><?cs call:field_text(field.Code, field.Label, field.Help, field, field.Most, field.Required) ?><?cs
	elif:field.Kind == "choice" ?><?cs call:field_radio(field.Code, field.Label, field.Help, field, field.Required, field.Choices) ?><?cs
	elif:field.Kind == "files" ?><?cs call:upload_area(field.Label, field.Help) ?><?cs /if ?><?cs
	if:field.Code == Suggest.Text ?><?cs call:answers_like() ?><?cs /if ?><?cs /each ?>
<p><button class="button primary"><?cs call:icon("send") ?><?cs var:tr("Send") ?></button></p>
</form>
<?cs include:"common/frame_bottom.cs" ?>
