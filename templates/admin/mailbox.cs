<?cs # One mailbox, to be changed, or a new one.

    Page.Title                        "A mailbox"
    Id                                "3", or nothing for a new one
    Problem, Good                     what the mail server said, or nothing
    Form.NAME.Value, .Error           name, address, host, port, security, sign_in, user, password, folder, afterwards, move_to, organisation, team
    Form.Errors                       how many inputs are wrong, or nothing
    Securities, SignIns, Afterwards, Organisations, Teams     N.Code, .Label
    Csrf                              token of the form
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs call:admin_menu() ?>
<?cs if:string.length(Problem) ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><?cs if:string.length(Good) ?><div class="flash" role="status"><?cs call:icon("check") ?><p><?cs var:Good ?></p></div>
<?cs /if ?><?cs call:form_errors(Form.Errors) ?>
<form class="narrow" method="post" action="/admin/mailboxes/<?cs if:?Id ?><?cs var:Id ?><?cs else ?>new<?cs /if ?>"><?cs call:csrf_input() ?>
<?cs call:field_line("name", "text", tr("Name"), tr("As staff call it, such as Support."), Form.name, "120", "1", "off") ?>
<?cs call:field_line("address", "email", tr("E-mail address"), tr("What people write to."), Form.address, "254", "1", "off") ?>
<?cs call:field_line("host", "text", tr("IMAP server"), tr("Such as imap.example.com."), Form.host, "253", "1", "off") ?>
<?cs call:field_line("port", "number", tr("Port"), "", Form.port, "5", "1", "off") ?>
<?cs call:field_select("security", tr("Encryption"), "", Form.security, "1", Securities) ?>
<?cs call:field_select("sign_in", tr("Sign in with"), tr("The helper program is named in docket.conf: intake.token_command."), Form.sign_in, "1", SignIns) ?>
<?cs call:field_line("user", "text", tr("User"), tr("Often the whole e-mail address."), Form.user, "254", "1", "off") ?>
<?cs call:field_line("password", "password", tr("Password"), tr("Left empty, a stored password stays. It is kept encrypted."), Form.password, "500", "", "new-password") ?>
<?cs call:field_line("folder", "text", tr("Folder"), tr("Where new messages are: mostly INBOX."), Form.folder, "250", "1", "off") ?>
<?cs call:field_select("afterwards", tr("Afterwards"), tr("What happens on the server to a message that is stored here."), Form.afterwards, "1", Afterwards) ?>
<?cs call:field_line("move_to", "text", tr("Folder to move to"), "", Form.move_to, "250", "", "off") ?>
<?cs call:field_select("organisation", tr("Organisation"), tr("Of people who have no account yet; else their address decides."), Form.organisation, "", Organisations) ?>
<?cs call:field_select("team", tr("Team"), tr("Whose queue its tickets come into."), Form.team, "", Teams) ?>
<p class="crowd"><button class="button primary"><?cs var:tr("Save") ?></button><button class="button" name="try" value="1"><?cs var:tr("Try the connection") ?></button></p>
</form>
<?cs include:"common/frame_bottom.cs" ?>
