<?cs # A new incident, or maintenance to be planned.

    Kind                         "incident" or "maintenance"
    Problem                      a sentence, or nothing
    Form.title, .body, .impact, .state, .audience, .organisation, .begins, .ends     .Value, .Error
    Form.Errors                  "1": how many inputs are wrong, or nothing
    Components.N.*               see touched in status_parts.cs
    Choices.Impacts, .States, .Audiences, .Organisations, .Works     N.Code, .Label
    Once                         the form's one-time key
?><?cs set:Page.Layout = "read" ?><?cs include:"desk/status_parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/desk/status"><?cs var:tr("Service status") ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><?cs call:form_errors(Form.Errors) ?><form method="post" action="/desk/status/new" data-draft="status:<?cs var:Kind ?>"><?cs call:csrf_input() ?><?cs call:once_input() ?><input type="hidden" name="kind" value="<?cs var:Kind ?>">
<?cs call:field_line("title", "text", tr("Title"), tr("What its readers notice: “E-mail arrives late”."), Form.title, "200", "1", "") ?>
<?cs if:Kind == "maintenance" ?><div class="properties-grid"><?cs call:field_line("begins", "datetime-local", tr("Begin"), "", Form.begins, "0", "1", "") ?><?cs call:field_line("ends", "datetime-local", tr("End"), "", Form.ends, "0", "1", "") ?></div>
<?cs /if ?><?cs call:field_text("body", tr("What do you know?"), tr("What does not work, what can one do meanwhile, when will you say more? Markdown."), Form.body, "20000", "1") ?>
<?cs call:field_radio("impact", tr("How bad is it?"), "", Form.impact, "1", Choices.Impacts) ?>
<?cs if:Kind == "incident" ?><?cs call:field_radio("state", tr("How far are you?"), "", Form.state, "1", Choices.States) ?><?cs /if ?>
<?cs if:subcount(Components) > 0 ?><?cs call:touched(Components, Choices.Works) ?><?cs /if ?>
<div class="properties-grid"><?cs call:field_select("audience", tr("Who sees it?"), "", Form.audience, "1", Choices.Audiences) ?>
<?cs call:field_select("organisation", tr("Which organisation?"), "", Form.organisation, "0", Choices.Organisations) ?></div>
<p><button class="button primary"><?cs call:icon("send") ?><?cs if:Kind == "maintenance" ?><?cs var:tr("Announce it") ?><?cs else ?><?cs var:tr("Publish it") ?><?cs /if ?></button></p>
</form>
<?cs include:"common/frame_bottom.cs" ?>
