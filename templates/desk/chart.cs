<?cs # Charts; prints nothing itself. Include common/parts.cs before it.

    chart_columns(chart)     columns over time, their legend, and the table behind it
        chart.Id, .Title, .Description       "by-time", "Received and solved", "Most were received on …"
        chart.Series.N.Name, .Class          "Received", "series-0"
        chart.Points.N.Label                 "3 November 2026"
        chart.Points.N.Values.M.Class, .Number, .X, .Y, .Width, .Height     "series-0", "1,204", "3.5"
        chart.Grid.N.Y, .Number              "60.0", "50"
        chart.First, .Last                   "1 November 2026"
    share_bar(percent)       a bar within a table's cell; the number stands beside it
?><?cs
def:share_bar(percent) ?><svg class="share" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect width="<?cs var:percent ?>" height="1"></rect></svg><?cs /def ?><?cs
def:chart_columns(chart) ?><figure class="chart" aria-labelledby="<?cs var:chart.Id ?>-title">
<figcaption><h2 id="<?cs var:chart.Id ?>-title"><?cs var:chart.Title ?></h2>
<ul class="legend" aria-hidden="true"><?cs each:series = chart.Series ?><li class="<?cs var:series.Class ?>"><?cs var:series.Name ?></li><?cs /each ?></ul></figcaption>
<div class="plot"><ol class="scale" aria-hidden="true"><?cs each:line = chart.Grid ?><li><?cs var:line.Number ?></li><?cs /each ?></ol>
<svg viewBox="0 0 1000 240" preserveAspectRatio="none" role="img" aria-labelledby="<?cs var:chart.Id ?>-name <?cs var:chart.Id ?>-text">
<title id="<?cs var:chart.Id ?>-name"><?cs var:chart.Title ?></title>
<desc id="<?cs var:chart.Id ?>-text"><?cs var:chart.Description ?></desc><?cs each:line = chart.Grid ?>
<line x1="0" x2="1000" y1="<?cs var:line.Y ?>" y2="<?cs var:line.Y ?>"></line><?cs /each ?><?cs each:point = chart.Points ?>
<g><title><?cs var:point.Label ?><?cs each:value = point.Values ?> · <?cs var:value.Number ?><?cs /each ?></title><?cs each:value = point.Values ?><rect class="<?cs var:value.Class ?>" x="<?cs var:value.X ?>" y="<?cs var:value.Y ?>" width="<?cs var:value.Width ?>" height="<?cs var:value.Height ?>"></rect><?cs /each ?></g><?cs /each ?>
</svg></div>
<p class="ends small muted" aria-hidden="true"><span><?cs var:chart.First ?></span><span><?cs var:chart.Last ?></span></p>
<details><summary><?cs var:tr("The same as a table") ?></summary>
<div class="scroll" tabindex="0" role="region" aria-label="<?cs var:chart.Title ?>"><table class="figures"><thead><tr><td></td><?cs each:series = chart.Series ?><th scope="col"><?cs var:series.Name ?></th><?cs /each ?></tr></thead>
<tbody><?cs each:point = chart.Points ?><tr><th scope="row"><?cs var:point.Label ?></th><?cs each:value = point.Values ?><td class="count"><?cs var:value.Number ?></td><?cs /each ?></tr>
<?cs /each ?></tbody></table></div></details>
</figure>
<?cs /def ?>
