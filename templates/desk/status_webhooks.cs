<?cs # Other systems that are told of incidents, and the log of calls to them: for administrators.

    Hooks.N.Id, .Url, .Secret, .Author     "3", "https://chat.example/hook", "k3J…", "Maja Lind"
    Hooks.N.Active, .Private, .Created.*   "1" or nothing; Private: told of what only some may see, too
    Calls.N.Id, .Url, .State, .StateName, .Attempts, .Answer, .Took, .Error, .Created.*, .Due.*, .Again
                                           "17", …, "failed", "failed", "3", "500" or nothing, "120", "it answered 500", …, "1"
    Url, Problem                           what was typed, and what is wrong with it, or nothing
?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/desk/status"><?cs var:tr("Service status") ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<p class="muted"><?cs var:tr("Each update is posted there as JSON. Docket-Signature holds t=TIME,v1=HMAC: HMAC-SHA-256 of “TIME.BODY” with the secret, in hexadecimal. Refuse what is older than five minutes; Docket-Delivery tells a call that comes again.") ?></p>
<?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><?cs each:hook = Hooks ?><section class="card setup" aria-labelledby="hook-<?cs var:hook.Id ?>"><h2 id="hook-<?cs var:hook.Id ?>"><?cs var:hook.Url ?></h2>
<dl class="facts"><dt><?cs var:tr("Secret") ?></dt><dd><code><?cs var:hook.Secret ?></code></dd><dt><?cs var:tr("State") ?></dt><dd><?cs if:?hook.Active ?><?cs var:tr("on") ?><?cs else ?><?cs var:tr("off") ?><?cs /if ?><?cs if:?hook.Private ?>; <?cs var:tr("is told of what only some may see, too") ?><?cs /if ?></dd><dt><?cs var:tr("Set up") ?></dt><dd><?cs call:time_short(hook.Created) ?>, <?cs var:hook.Author ?></dd></dl>
<form method="post" action="/desk/status/webhooks/<?cs var:url_escape(hook.Id) ?>" class="crowd"><?cs call:csrf_input() ?><?cs if:?hook.Active ?><button class="button small" name="do" value="off"><?cs var:tr("Switch off") ?></button><?cs else ?><button class="button small" name="do" value="on"><?cs var:tr("Switch on") ?></button><?cs /if ?> <button class="button small quiet" name="do" value="remove"><?cs var:tr("Remove it and its log") ?></button></form></section>
<?cs /each ?><section class="section" aria-labelledby="new"><h2 id="new"><?cs var:tr("New webhook") ?></h2><form method="post" action="/desk/status/webhooks"><?cs call:csrf_input() ?>
<div class="field"><label for="url"><?cs var:tr("Address") ?></label><p class="help" id="url-help"><?cs var:tr("Public addresses, and hosts listed as webhook.hosts in docket.conf.") ?></p><input class="text" type="url" id="url" name="url" value="<?cs var:Url ?>" maxlength="500" aria-describedby="url-help" required></div>
<div class="field check"><label><input type="checkbox" name="private" value="1"> <span><?cs var:tr("Tell it of what only some may see, too") ?></span></label></div>
<p><button class="button primary"><?cs var:tr("Add it") ?></button></p></form></section>
<section class="section" aria-labelledby="log"><h2 id="log"><?cs var:tr("Deliveries") ?></h2>
<?cs if:subcount(Calls) > 0 ?><table class="cards"><thead><tr><th scope="col"><?cs var:tr("When") ?></th><th scope="col"><?cs var:tr("Address") ?></th><th scope="col"><?cs var:tr("State") ?></th><th scope="col"><?cs var:tr("Answer") ?></th><th scope="col"><?cs var:tr("Tries") ?></th><th scope="col"><span class="unseen"><?cs var:tr("Actions") ?></span></th></tr></thead><tbody><?cs each:one = Calls ?>
<tr><td><?cs call:time_short(one.Created) ?></td><td class="subject"><?cs var:one.Url ?></td><td><?cs var:one.StateName ?><?cs if:?one.Due.Iso ?>, <?cs var:tr1("next try %1", one.Due.Short) ?><?cs /if ?></td><td><?cs if:?one.Answer ?><?cs var:one.Answer ?>, <?cs var:one.Took ?> ms<?cs elif:string.length(one.Error) ?><?cs var:one.Error ?><?cs /if ?></td><td><?cs var:one.Attempts ?></td><td><?cs if:?one.Again ?><form method="post" action="/desk/status/calls/<?cs var:url_escape(one.Id) ?>/again"><?cs call:csrf_input() ?><button class="button small" aria-label="<?cs var:tr1("Send delivery %1 again", one.Id) ?>"><?cs var:tr("Again") ?></button></form><?cs /if ?></td></tr><?cs /each ?></tbody></table>
<?cs else ?><p class="muted"><?cs var:tr("Nothing was sent yet.") ?></p><?cs /if ?></section>
<?cs include:"common/frame_bottom.cs" ?>
