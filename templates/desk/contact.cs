<?cs # A client, their organisation, and whether they are told by e-mail.

    Person.Id, .Name, .Email         "17", "Kari Holm", "kari@example.org" or ""
    Person.On, .Active               "1": told by e-mail; "1": may sign in; or nothing
    Consents.N.On, .Way, .Actor, .At "1" or nothing, "by staff", "Anna Kowalska" or "", a time
    Organisation.Name                "Bergen store", or nothing
    Form.email.Value, .Error         "office@example.org": the organisation's own address
    Form.consent.Value               "1": told by e-mail; or nothing
    Csrf                             token of the forms
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:Person.Name ?></h1>
<section class="card" aria-labelledby="person">
<h2 id="person"><?cs var:tr("Messages by e-mail") ?></h2>
<dl class="facts">
<dt><?cs var:tr("E-mail address") ?></dt><dd><?cs if:string.length(Person.Email) ?><?cs var:Person.Email ?><?cs else ?><?cs var:tr("none") ?><?cs /if ?></dd>
<dt><?cs var:tr("Told by e-mail") ?></dt><dd><strong><?cs if:?Person.On ?><?cs var:tr("yes") ?><?cs else ?><?cs var:tr("no") ?><?cs /if ?></strong></dd><?cs if:!?Person.Active ?>
<dt><?cs var:tr("Account") ?></dt><dd><?cs var:tr("switched off") ?></dd><?cs /if ?>
</dl>
<form method="post" action="/desk/contact/<?cs var:Person.Id ?>/consent"><?cs call:csrf_input() ?><input type="hidden" name="on" value="<?cs if:?Person.On ?>0<?cs else ?>1<?cs /if ?>">
<p><button class="button"><?cs if:?Person.On ?><?cs var:tr("They want no more messages") ?><?cs else ?><?cs var:tr("They agreed to be told by e-mail") ?><?cs /if ?></button></p></form>
<?cs if:subcount(Consents) > 0 ?><h3><?cs var:tr("When this was switched") ?></h3>
<ul class="small"><?cs each:consent = Consents ?>
<li><?cs call:time_full(consent.At) ?>: <?cs if:?consent.On ?><?cs var:tr("on") ?><?cs else ?><?cs var:tr("off") ?><?cs /if ?>, <?cs var:consent.Way ?><?cs if:string.length(consent.Actor) ?> (<?cs var:consent.Actor ?>)<?cs /if ?></li><?cs /each ?>
</ul><?cs /if ?>
</section>
<?cs if:?Organisation.Name ?><section class="section" aria-labelledby="organisation">
<h2 id="organisation"><?cs var:Organisation.Name ?></h2>
<form class="card" method="post" action="/desk/contact/<?cs var:Person.Id ?>/organisation">
<?cs call:csrf_input() ?>
<?cs call:field_line("email", "email", tr("The organisation's own e-mail address"), tr("What happens to its requests is told there, too, once it agreed."), Form.email, "254", "0", "off") ?>
<?cs call:field_check("consent", tr("The organisation agreed to be told by e-mail"), Form.consent) ?>
<p><button class="button"><?cs var:tr("Save") ?></button></p>
</form>
</section>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
