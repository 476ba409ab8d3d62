<?cs # What wants an administrator's eye, and the way to each page.

    Page.Title           "Administration"
    MailOut.Waiting      "3": messages; "1001" stands for more than 1,000
    MailOut.Failed       "2": messages
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs call:admin_menu() ?>
<section class="card" aria-labelledby="mail-title">
<h2 id="mail-title"><a href="/admin/mail"><?cs var:tr("Mail going out") ?></a></h2>
<ul>
<li><a href="/admin/mail?state=waiting"><?cs var:trn("%d message waits", "%d messages wait", #MailOut.Waiting) ?></a></li>
<li><a href="/admin/mail?state=failed"><?cs var:trn("%d message failed", "%d messages failed", #MailOut.Failed) ?></a></li>
</ul>
</section>
<?cs include:"common/frame_bottom.cs" ?>
