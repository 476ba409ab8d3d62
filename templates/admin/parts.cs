<?cs # What administrators' pages share. It prints nothing itself; common/parts.cs comes before it.

    Admin.Entry       "mail": the entry of the page itself, set by the handler

    admin_menu()      the menu of all their pages, below the heading
?><?cs

def:admin_entry(path, text, entry) ?><a href="<?cs var:url_validate(path) ?>"<?cs if:Admin.Entry == entry ?> aria-current="page"<?cs /if ?>><?cs var:text ?></a>
<?cs /def ?><?cs

def:admin_menu() ?><nav class="tabs queues" aria-label="<?cs var:tr("Administration") ?>">
<?cs call:admin_entry("/admin", tr("Overview"), "home") ?>
<?cs call:admin_entry("/admin/mailboxes", tr("Mailboxes"), "mailboxes") ?>
<?cs call:admin_entry("/admin/mail", tr("Mail going out"), "mail") ?>
<?cs call:admin_entry("/admin/notifications", tr("Notifications"), "notifications") ?>
<?cs call:admin_entry("/admin/mail/marked", tr("Addresses that take no mail"), "marked") ?>
</nav>
<?cs /def ?>
