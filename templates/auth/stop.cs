<?cs # Where the link at the foot of each mail leads: ending such mail, or taking it up again.

    Token       "p17-1010-a-0123…": of the link
    Email       "kari@example.org", or ""
    On          "1": mail is sent there; or nothing
    Follows     "1": they follow the request; or nothing
    Number      "H1010": the request that the mail was about, or nothing
    Done        "From now on you get no such messages.": what was just done, or nothing
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?><?cs
def:stop_form(what, text, kind) ?><form method="post" action="/stop/<?cs var:url_escape(Token) ?>"><input type="hidden" name="what" value="<?cs var:what ?>"><button class="button <?cs var:kind ?>"><?cs var:text ?></button></form>
<?cs /def ?>
<h1><?cs var:tr("Messages by e-mail") ?></h1>
<?cs if:?Done ?><div class="flash done" role="status"><?cs call:icon("check") ?><p><?cs var:Done ?></p></div>
<?cs /if ?><section class="card">
<?cs if:?On ?><p><?cs var:tr1("What happens to requests is told to %1.", Email) ?></p>
<div class="verdict"><?cs if:?Follows ?><?cs call:stop_form("ticket", tr1("Follow %1 no longer", Number), "") ?><?cs /if ?><?cs call:stop_form("all", tr("End all such messages"), "") ?></div>
<?cs else ?><p><?cs var:tr1("Nothing is sent to %1 about requests.", Email) ?></p>
<div class="verdict"><?cs call:stop_form("on", tr("Send them again"), "") ?></div>
<?cs /if ?><p class="small muted"><?cs var:tr("When and by which way this was switched is noted. What you ask for yourself, such as a link for a new password, is sent in any case.") ?></p>
</section>
<?cs include:"common/frame_bottom.cs" ?>
