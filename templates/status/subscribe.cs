<?cs # A subscription to the service status by mail: a new one, or one by its link.

    Subscription.Email                     "kari@example.org" or ""
    Subscription.Incidents, .Maintenance, .All, .Known, .Confirmed     "1" or nothing; Known: it exists
    Subscription.Action, .Token            "/status/subscribe", its form's token
    Components.N.Id, .Name, .Group, .Chosen     "12", "Web shop", "Shops", "1" or nothing
    Problem                                a sentence, or nothing
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/status"><?cs var:tr("Service status") ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><?cs if:?Subscription.Known ?><p><?cs var:tr1("This is about mail to %1.", Subscription.Email) ?> <?cs if:!?Subscription.Confirmed ?><strong><?cs var:tr("One click is left: confirm that you want this mail.") ?></strong><?cs /if ?></p>
<?cs else ?><p class="muted"><?cs var:tr("We write when something goes wrong, when it is over, and when maintenance is planned. Each mail has a link that ends it.") ?></p>
<?cs /if ?><form method="post" action="<?cs var:url_validate(Subscription.Action) ?>"><input type="hidden" name="csrf" value="<?cs var:Subscription.Token ?>">
<?cs if:!?Subscription.Known ?><div class="field"><label for="email"><?cs var:tr("E-mail address") ?></label><input class="text" type="email" id="email" name="email" value="<?cs var:Subscription.Email ?>" maxlength="254" autocomplete="email" required></div>
<?cs /if ?><fieldset class="field"><legend><?cs var:tr("Tell me of") ?></legend><div class="radios"><label><input type="checkbox" name="incidents" value="1"<?cs if:?Subscription.Incidents ?> checked<?cs /if ?>><span><?cs var:tr("Incidents") ?></span></label><label><input type="checkbox" name="maintenance" value="1"<?cs if:?Subscription.Maintenance ?> checked<?cs /if ?>><span><?cs var:tr("Planned maintenance") ?></span></label></div></fieldset>
<fieldset class="field"><legend><?cs var:tr("Of which parts?") ?></legend><div class="radios"><label><input type="radio" name="which" value="all"<?cs if:?Subscription.All ?> checked<?cs /if ?>><span><?cs var:tr("All of them") ?></span></label><?cs if:subcount(Components) > 0 ?><label><input type="radio" name="which" value="some"<?cs if:!?Subscription.All ?> checked<?cs /if ?>><span><?cs var:tr("Only these:") ?></span></label><?cs /if ?></div>
<?cs if:subcount(Components) > 0 ?><ul class="findings"><?cs each:component = Components ?><li><label><input type="checkbox" name="component" value="<?cs var:component.Id ?>"<?cs if:?component.Chosen ?> checked<?cs /if ?>> <span><?cs if:string.length(component.Group) ?><span class="muted"><?cs var:component.Group ?> · </span><?cs /if ?><?cs var:component.Name ?></span></label></li><?cs /each ?></ul><?cs /if ?></fieldset>
<p class="crowd"><button class="button primary"><?cs call:icon("check") ?><?cs if:!?Subscription.Known ?><?cs var:tr("Subscribe") ?><?cs elif:?Subscription.Confirmed ?><?cs var:tr("Save") ?><?cs else ?><?cs var:tr("Confirm it") ?><?cs /if ?></button><?cs if:?Subscription.Known ?> <button class="button" name="do" value="end"><?cs call:icon("close") ?><?cs var:tr("End the subscription") ?></button><?cs /if ?></p>
</form>
<?cs include:"common/frame_bottom.cs" ?>
