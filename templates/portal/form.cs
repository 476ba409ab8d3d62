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
    Once, Csrf, Uploads, UploadProblem, Limits     see common/parts.cs
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs
def:answers_like() ?><div class="card answers-like" data-answers hidden data-solves="<?cs var:tr("Yes, this solves it") ?>" data-opens="<?cs var:tr("(opens a new tab)") ?>"><h2><?cs var:tr("Does one of these solve it?") ?></h2><ul></ul></div>
<p class="unseen" role="status" data-answers-said data-count="<?cs var:tr1("Answers below that may help: %1.", "{}") ?>"></p>
<?cs /def ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/"><?cs var:tr("Home") ?></a></p>
<div class="heading"><?cs call:icon(Icon) ?><h1><?cs var:Name ?></h1></div>
<p class="muted"><?cs var:Summary ?></p>
<?cs call:form_errors(Errors) ?>
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
