<?cs # What a search found, and how to ask more precisely.

    Query                       "receipt blank printer": what was typed, cut to 300 characters
    Asked                       "1" when something was searched for
    Total, TotalShown           "1204", "1,204"; Capped "1": there are more than that
    Took                        "4": milliseconds
    Loosened                    "1": no document has all the words
    Plain                       "1": the index can't be read, titles alone were looked through
    Suggestion.Text, .Path      "receipts blank printing", "/kb/search?q=…", or nothing
    Results.N.Path, .Title, .Language, .Note     "/kb/12-receipts", "Receipts come out blank", "en", "Article · Tills"
    Results.N.Kind, .Solved     "article" or "ticket", "1": with a solution
    Results.N.Heading.Trusted.Html, .Snippet.Trusted.Html     with the words marked; the snippet or nothing
    Results.N.At.*, .Helped, .Answered     a time; "92" per cent, "64" requests, or nothing
    Facets.N.Title, .All        "Category", path without this filter when one is chosen
    Facets.N.Values.M.Label, .Count, .Path, .Current     "Tills", "21", "/kb/search?q=…&category=tills", "1" or nothing
    Noted                       "1": nothing was found, and staff will read for what
    Filtered, Unfiltered        "1": filters are set; the path without them
    Forms.N.Path, .Name, .Summary, .Icon     "/new/problem?subject=…", "Report a problem", …
    Next, First                 paths of other pages, or nothing
?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"common/search_box.cs" ?><?cs
def:result_row(hit) ?><article class="result"><h2><a href="<?cs var:url_validate(hit.Path) ?>" lang="<?cs var:hit.Language ?>"><?cs call:trusted_html(hit.Heading) ?></a></h2>
<?cs if:string.length(hit.SnippetText) ?><p class="snippet" lang="<?cs var:hit.Language ?>"><?cs call:trusted_html(hit.Snippet) ?></p>
<?cs /if ?><p class="small muted meta"><span><?cs if:hit.Kind == "article" ?><?cs call:icon("book") ?><?cs elif:?hit.Solved ?><?cs call:icon("check") ?><?cs /if ?><?cs var:hit.Note ?></span><?cs if:hit.Kind == "ticket" && ?hit.Solved ?> <span><?cs var:tr("with solution") ?></span><?cs /if ?><?cs if:string.length(hit.Answered) ?> <span><?cs var:trn("answered %d request", "answered %d requests", #hit.Answered) ?></span><?cs /if ?><?cs if:string.length(hit.Helped) ?> <span><?cs var:tr1("%1 % found it helpful", hit.Helped) ?></span><?cs /if ?> <span><?cs call:time_date(hit.At) ?></span></p></article>
<?cs /def ?><?cs
def:forms_with_words() ?><ul class="choices"><?cs each:form = Forms ?>
<li><a class="choice" href="<?cs var:url_validate(form.Path) ?>"><?cs call:icon(form.Icon) ?><strong><?cs var:form.Name ?></strong><span class="muted"><?cs var:form.Summary ?></span></a></li><?cs /each ?>
</ul>
<?cs /def ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/kb"><?cs var:tr("Knowledge base") ?></a></p>
<h1><?cs var:tr("Search") ?></h1>
<?cs call:search_box(Query, "", "") ?>
<?cs if:?Plain ?><div class="flash problem" role="status"><?cs call:icon("problem") ?><p><?cs var:tr("The search is being renewed. Until that is done, only the titles of the latest answers are looked through.") ?></p></div>
<?cs /if ?><?cs if:!?Asked ?><p class="muted section"><?cs var:tr("Describe it in your own words, or type the number of a request.") ?></p>
<?cs else ?><p class="small muted found" role="status"><?cs if:?Capped ?><?cs var:tr1("More than %1 answers.", TotalShown) ?><?cs else ?><?cs var:trn("%d answer.", "%d answers.", #Total) ?><?cs /if ?><?cs if:?Loosened && #Total > 0 ?> <?cs var:tr("Nothing has all the words: these have some of them.") ?><?cs /if ?><?cs if:!?Plain ?> <?cs var:tr1("Found in %1 ms.", Took) ?><?cs /if ?><?cs if:string.length(Suggestion.Text) ?> <strong><?cs var:tr("Did you mean:") ?> <a href="<?cs var:url_validate(Suggestion.Path) ?>"><?cs var:Suggestion.Text ?></a></strong><?cs /if ?></p>
<?cs if:subcount(Results) > 0 ?><div class="with-side"><div>
<?cs each:hit = Results ?><?cs call:result_row(hit) ?><?cs /each ?><?cs call:pager(Next, First) ?>
<section class="section" aria-labelledby="ask"><h2 id="ask"><?cs var:tr("Not what you need?") ?></h2>
<p class="muted"><?cs var:tr("Write to us: your words go along.") ?></p>
<?cs call:forms_with_words() ?></section></div>
<aside class="facets small" aria-label="<?cs var:tr("Narrow it down") ?>"><?cs each:facet = Facets ?><section><h2><?cs var:facet.Title ?></h2>
<ul><?cs if:string.length(facet.All) ?>
<li><a href="<?cs var:url_validate(facet.All) ?>"><?cs var:tr("All") ?></a></li><?cs /if ?><?cs each:value = facet.Values ?>
<li><a href="<?cs var:url_validate(value.Path) ?>"<?cs if:?value.Current ?> aria-current="true"<?cs /if ?>><?cs var:value.Label ?></a> <span class="number muted"><?cs var:value.Count ?></span></li><?cs /each ?>
</ul></section>
<?cs /each ?></aside></div>
<?cs else ?><?cs if:?Noted ?><?cs call:empty_state("search", tr("Nothing was found for these words."), tr("Try fewer or other words. We have noted what you looked for, so that an answer can be written.")) ?><?cs else ?><?cs call:empty_state("search", tr("Nothing was found for these words."), tr("Try fewer or other words.")) ?><?cs /if ?>
<?cs if:?Filtered ?><p class="more"><a href="<?cs var:url_validate(Unfiltered) ?>"><?cs var:tr("Search everywhere") ?></a></p>
<?cs /if ?><section class="section" aria-labelledby="ask"><h2 id="ask"><?cs var:tr("Ask us") ?></h2>
<p class="muted"><?cs var:tr("Your words go along.") ?></p>
<?cs call:forms_with_words() ?></section>
<?cs /if ?><?cs /if ?><?cs call:feed_links(Page.Feeds) ?>
<?cs include:"common/frame_bottom.cs" ?>
