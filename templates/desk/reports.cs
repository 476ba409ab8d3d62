<?cs # Figures over tickets, for staff.

    Form.from.Value, .Error          "2026-11-01"; likewise to, organisation ("17", or "" for all)
    Form.Errors                      "1": how many inputs are wrong, or nothing
    Organisations.N.Code, .Label     "17", "Bergen store"
    Spans.N.Path, .Name, .Current    "/desk/reports?from=…", "This month", "1" or nothing
    Span.From.*, .To.*               first and last day, as data_time makes them; nothing when there are no figures
    Organisation                     "Bergen store", or "" for all
    Links.Xml, .Export               paths
    Figures.N.Name, .Number, .Note   "First response", "2 h 15 min", "median of 812; nine in ten within 1 d 4 h"
    Time.*                           a chart, see chart.cs
    Tables.N.Title, .Id              "By category", "by-category"
    Tables.N.Rows.M.Name, .Received, .Solved, .Share     "Tills", "1,204", "1,180", "57"
    Tables.N.More                    "12": that many more have fewer, or nothing
    Ratings.N.Score, .Count, .Share  "5", "104", "80"
    Knowledge.N.Name, .Number        "Articles published", "3"
?><?cs include:"common/parts.cs" ?><?cs include:"desk/chart.cs" ?><?cs include:"common/frame_top.cs" ?>
<h1><?cs var:tr("Reports") ?></h1>
<nav class="tabs no-print" aria-label="<?cs var:tr("Reports and exports") ?>"><a href="/desk/reports" aria-current="page"><?cs var:tr("Reports") ?></a> <a href="/export"><?cs var:tr("Export") ?></a></nav>
<?cs call:form_errors(Form.Errors) ?>
<form class="card report-form" method="get" action="/desk/reports">
<div class="columns"><?cs call:field_line("from", "date", tr("First day"), "", Form.from, "0", "", "") ?>
<?cs call:field_line("to", "date", tr("Last day"), "", Form.to, "0", "", "") ?>
<?cs call:field_select("organisation", tr("Organisation"), "", Form.organisation, "", Organisations) ?>
<button class="button primary"><?cs var:tr("Show") ?></button></div>
<nav class="tabs" aria-label="<?cs var:tr("Spans of time") ?>"><?cs each:span = Spans ?><a href="<?cs var:url_validate(span.Path) ?>"<?cs if:?span.Current ?> aria-current="page"<?cs /if ?>><?cs var:span.Name ?></a>
<?cs /each ?></nav>
</form>
<?cs if:?Span.From.Iso ?><div class="crowd apart report-head"><p><strong><?cs call:time_date(Span.From) ?> – <?cs call:time_date(Span.To) ?></strong><?cs if:string.length(Organisation) ?> · <?cs var:Organisation ?><?cs /if ?></p>
<p class="crowd no-print"><a class="button small" href="<?cs var:url_validate(Links.Xml) ?>" download><?cs call:icon("file") ?>XML</a> <a class="button small" href="<?cs var:url_validate(Links.Export) ?>"><?cs call:icon("list") ?><?cs var:tr("Export these tickets") ?></a></p></div>
<dl class="keys"><?cs each:figure = Figures ?>
<div><dt><?cs var:figure.Name ?></dt><dd><strong><?cs var:figure.Number ?></strong><span class="small muted"><?cs var:figure.Note ?></span></dd></div><?cs /each ?>
</dl>
<?cs call:chart_columns(Time) ?>
<div class="report-tables"><?cs each:table = Tables ?>
<section><h2 id="<?cs var:table.Id ?>"><?cs var:table.Title ?></h2>
<?cs if:subcount(table.Rows) > 0 ?><div class="scroll" tabindex="0" role="region" aria-labelledby="<?cs var:table.Id ?>"><table class="figures">
<thead><tr><td></td><th scope="col"><?cs var:tr("Received") ?></th><td></td><th scope="col"><?cs var:tr("Solved") ?></th></tr></thead>
<tbody><?cs each:row = table.Rows ?>
<tr><th scope="row"><?cs var:row.Name ?></th><td class="count"><?cs var:row.Received ?></td><td class="bar"><?cs call:share_bar(row.Share) ?></td><td class="count"><?cs var:row.Solved ?></td></tr><?cs /each ?>
</tbody></table></div>
<?cs if:?table.More ?><p class="small muted"><?cs var:trn("%d more has fewer; all of them are in the XML.", "%d more have fewer; all of them are in the XML.", #table.More) ?></p>
<?cs /if ?><?cs else ?><p class="muted"><?cs var:tr("None in this span.") ?></p>
<?cs /if ?></section><?cs /each ?>
<section><h2 id="by-rating"><?cs var:tr("Ratings") ?></h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="by-rating"><table class="figures">
<thead><tr><th scope="col"><?cs var:tr("Stars") ?></th><th scope="col"><?cs var:tr("Tickets") ?></th><td></td></tr></thead>
<tbody><?cs each:rating = Ratings ?>
<tr><th scope="row"><?cs var:rating.Score ?></th><td class="count"><?cs var:rating.Count ?></td><td class="bar"><?cs call:share_bar(rating.Share) ?></td></tr><?cs /each ?>
</tbody></table></div></section>
<?cs if:subcount(Knowledge) > 0 ?><section><h2 id="by-knowledge"><?cs var:tr("Knowledge base") ?></h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="by-knowledge"><table class="figures">
<tbody><?cs each:line = Knowledge ?>
<tr><th scope="row"><?cs var:line.Name ?></th><td class="count"><?cs var:line.Number ?></td></tr><?cs /each ?>
</tbody></table></div></section>
<?cs /if ?></div>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
