<?cs # What there was in a month.

    Month.Name                   "November 2026"
    Earlier.Path, .Name; Later.Path, .Name     "/status/history?month=2026-10", "October 2026"; nothing after today
    Incidents.N.*                see lib/web/incidents.h
    AsOf.*                       when this was found out: a time
?><?cs set:Page.Layout = "read" ?><?cs include:"status/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/status"><?cs var:tr("Service status") ?></a></p>
<h1><?cs var:tr("Past incidents") ?></h1>
<nav class="crowd apart" aria-label="<?cs var:tr("Months") ?>"><a class="button small" rel="prev" href="<?cs var:url_validate(Earlier.Path) ?>"><?cs call:icon("back") ?><?cs var:Earlier.Name ?></a><?cs if:?Later.Path ?> <a class="button small" rel="next" href="<?cs var:url_validate(Later.Path) ?>"><?cs var:Later.Name ?><?cs call:icon("next") ?></a><?cs /if ?></nav>
<section class="section" aria-labelledby="month"><h2 id="month"><?cs var:Month.Name ?></h2>
<?cs if:subcount(Incidents) > 0 ?><?cs each:incident = Incidents ?><article class="card incident <?cs var:incident.Kind ?> <?cs var:incident.Impact.Code ?>"><h3><a href="<?cs var:url_validate(incident.Path) ?>"><?cs var:incident.Title ?></a></h3>
<p><span class="progress <?cs var:incident.State.Code ?>"><?cs var:incident.State.Name ?></span></p>
<?cs call:incident_facts(incident) ?><details><summary><?cs var:tr("How it went on") ?><span class="unseen">: <?cs var:incident.Title ?></span></summary><?cs call:incident_updates(incident) ?></details></article>
<?cs /each ?><?cs else ?><?cs call:empty_state("check", tr("Nothing happened in this month."), tr("Incidents and maintenance of a month stand here.")) ?><?cs /if ?></section>
<p class="small muted"><?cs var:tr("As of") ?> <?cs call:time_full(AsOf) ?></p>
<?cs include:"common/frame_bottom.cs" ?>
