<?cs # The nine notifications: who is told of what.

    Page.Title                          "Notifications"
    Moments.N.Code, .Name               "2", "A change"
    Moments.N.Parties.N.Id, .Name       "4", "Contacts"
    Moments.N.Parties.N.On              "1": sent at all; or nothing
    Moments.N.Parties.N.Choices.N.Code, .Name, .On     "follower", "those who follow it", "1" or nothing
    Csrf                                token of the forms
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Page.Title ?></h1>
<?cs call:admin_menu() ?>
<p><?cs var:tr("Who is told what by e-mail. Nobody is told without having agreed, of their own change, or of what they may not see; clients are never told of internal notes. Changes within a short while become one message.") ?></p>
<?cs each:moment = Moments ?><section class="section" aria-labelledby="moment-<?cs var:moment.Code ?>">
<h2 id="moment-<?cs var:moment.Code ?>"><?cs var:moment.Name ?></h2>
<div class="cards-row"><?cs each:party = moment.Parties ?>
<form class="card" method="post" action="/admin/notifications/<?cs var:party.Id ?>">
<?cs call:csrf_input() ?>
<h3><?cs var:party.Name ?></h3>
<div class="field check"><label><input type="checkbox" name="on" value="1"<?cs if:?party.On ?> checked<?cs /if ?>> <span><?cs var:tr("Send it") ?></span></label></div>
<fieldset class="field"><legend><?cs var:tr("To whom") ?></legend><?cs each:choice = party.Choices ?>
<div class="field check"><label><input type="checkbox" name="<?cs var:choice.Code ?>" value="1"<?cs if:?choice.On ?> checked<?cs /if ?>> <span><?cs var:choice.Name ?></span></label></div><?cs /each ?>
</fieldset>
<p class="crowd"><button class="button small"><?cs var:tr("Save") ?><span class="unseen"> <?cs var:moment.Name ?>: <?cs var:party.Name ?></span></button> <a href="/admin/notifications/<?cs var:party.Id ?>"><?cs var:tr("Edit the text") ?><span class="unseen"> <?cs var:moment.Name ?>: <?cs var:party.Name ?></span></a></p>
</form><?cs /each ?>
</div>
</section>
<?cs /each ?><?cs include:"common/frame_bottom.cs" ?>
