<?cs # Articles by state, for staff.

    Page.Title                             "Articles"
    States.N.Path, .Name, .Count, .Current "/desk/articles?state=draft", "Draft", "7", "1" or nothing
    Articles.N.*                           see article_table in article_parts.cs
    Pager.Next, .First                     paths, or nothing
?><?cs include:"common/parts.cs" ?><?cs include:"desk/article_parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<div class="crowd spread"><h1><?cs var:Page.Title ?></h1><span class="crowd"><a class="button" href="/desk/articles/usefulness"><?cs call:icon("star") ?><?cs var:tr("What they are worth") ?></a> <a class="button primary" href="/desk/articles/new"><?cs call:icon("edit") ?><?cs var:tr("New article") ?></a></span></div>
<nav class="tabs queues" aria-label="<?cs var:tr("Articles by state") ?>"><?cs each:tab = States ?><a href="<?cs var:url_validate(tab.Path) ?>"<?cs if:?tab.Current ?> aria-current="page"<?cs /if ?>><?cs var:tab.Name ?><b><?cs var:tab.Count ?></b></a>
<?cs /each ?></nav>
<?cs if:subcount(Articles) > 0 ?><?cs call:article_table(Articles, "state", Page.Title) ?><?cs call:pager(Pager.Next, Pager.First) ?>
<?cs else ?><?cs call:empty_state("book", tr("No articles here"), tr("An article begins on a solved ticket, by “Make an article”, or with an empty page.")) ?><?cs call:pager("", Pager.First) ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
