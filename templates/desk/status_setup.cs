<?cs # What the status page lists: for administrators.

    Components.N.Id, .Title, .Group, .Checked.*, .Error     "12", "Web shop", "Shops"; of the last, which makes a new one: "0", ""
    Components.N.name, .description, .group, .sort, .audience, .organisation, .category, .check, .target, .counts     .Value
    Components.N.Open            "1": what was typed into its form could not be taken
    Groups.N.Id, .Name, .name, .sort     "3", "Shops", .Value
    Choices.Audiences, .Organisations, .Categories, .Checks     N.Code, .Label
    Hosts                        "shop.example, 192.0.2.7": what docket.conf lets be checked, or ""
    Problem                      a sentence, or nothing
?><?cs set:Page.Layout = "read" ?><?cs include:"desk/status_parts.cs" ?><?cs
def:line(id, name, label, node, most) ?><div class="field property"><label for="<?cs var:name ?>-<?cs var:id ?>"><?cs var:label ?></label><input class="text" type="text" id="<?cs var:name ?>-<?cs var:id ?>" name="<?cs var:name ?>" value="<?cs var:node.Value ?>" maxlength="<?cs var:most ?>"></div>
<?cs /def ?><?cs
def:pick(id, name, label, node, choices) ?><div class="field property"><label for="<?cs var:name ?>-<?cs var:id ?>"><?cs var:label ?></label><select id="<?cs var:name ?>-<?cs var:id ?>" name="<?cs var:name ?>"><?cs each:choice = choices ?><option value="<?cs var:choice.Code ?>"<?cs if:choice.Code == node.Value ?> selected<?cs /if ?>><?cs var:choice.Label ?></option><?cs /each ?></select></div>
<?cs /def ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/desk/status"><?cs var:tr("Service status") ?></a></p>
<h1><?cs var:Page.Title ?></h1>
<?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><p class="muted"><?cs if:string.length(Hosts) ?><?cs var:tr1("Checks may reach: %1 (status.check_hosts in docket.conf).", Hosts) ?><?cs else ?><?cs var:tr("Checks reach nothing yet: list hosts as status.check_hosts in docket.conf.") ?><?cs /if ?></p>
<?cs each:component = Components ?><details class="card setup"<?cs if:component.Id == "0" || ?component.Open ?> open<?cs /if ?>><summary><strong><?cs if:component.Id == "0" ?><?cs var:tr("New part of the service") ?><?cs else ?><?cs var:component.Title ?><?cs /if ?></strong><?cs if:string.length(component.Group) ?> <span class="small muted"><?cs var:component.Group ?></span><?cs /if ?><?cs if:string.length(component.Error) ?> <span class="small unsent"><?cs var:component.Error ?></span><?cs /if ?></summary>
<form method="post" action="/desk/status/components"><?cs call:csrf_input() ?><input type="hidden" name="id" value="<?cs var:component.Id ?>">
<div class="properties-grid"><?cs call:line(component.Id, "name", tr("Name"), component.name, "120") ?><?cs call:line(component.Id, "group", tr("Group"), component.group, "120") ?><?cs call:line(component.Id, "description", tr("What is it for?"), component.description, "500") ?><?cs call:line(component.Id, "sort", tr("Place in the list (number)"), component.sort, "5") ?><?cs call:pick(component.Id, "audience", tr("Who sees it?"), component.audience, Choices.Audiences) ?><?cs call:pick(component.Id, "organisation", tr("Which organisation?"), component.organisation, Choices.Organisations) ?><?cs call:pick(component.Id, "category", tr("Category of its requests"), component.category, Choices.Categories) ?><?cs call:pick(component.Id, "check", tr("It works when"), component.check, Choices.Checks) ?><?cs call:line(component.Id, "target", tr("Address to check: https://… or host:port"), component.target, "500") ?></div>
<div class="field check"><label><input type="checkbox" name="counts" value="1"<?cs if:component.counts.Value == "1" ?> checked<?cs /if ?>> <span><?cs var:tr("Failed checks count against its uptime and show as an outage") ?></span></label></div>
<p class="crowd"><button class="button primary"><?cs var:tr("Save") ?></button><?cs if:component.Id != "0" ?> <button class="button quiet" formaction="/desk/status/components/<?cs var:url_escape(component.Id) ?>/remove" formnovalidate><?cs var:tr("Take it from the page") ?></button><?cs /if ?></p></form></details>
<?cs /each ?><?cs if:subcount(Groups) > 0 ?><section class="section" aria-labelledby="groups"><h2 id="groups"><?cs var:tr("Groups") ?></h2><ul class="plain-list"><?cs each:group = Groups ?><li><form method="post" action="/desk/status/groups/<?cs var:url_escape(group.Id) ?>" class="crowd"><?cs call:csrf_input() ?><?cs call:line("g" + group.Id, "name", tr("Name"), group.name, "120") ?><?cs call:line("g" + group.Id, "sort", tr("Place in the list (number)"), group.sort, "5") ?><button class="button"><?cs var:tr("Save") ?></button></form></li><?cs /each ?></ul></section>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
