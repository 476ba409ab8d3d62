<?cs # Macros of the articles' pages for staff. It prints nothing itself. Include common/parts.cs before it.

    article_table(lines, what, label)     lines as article_line_fill makes them; what is shown in the last
                                  columns: "state", "read", "votes" or "reopened"; what the table is called
    diff_lines(lines)             lines.N.Kind, .Count, .Parts.M.Text, .Marked
    pick_list(picks)              articles to put into an answer: picks.N.Id, .Title, .Markdown, .Language, .LanguageName
    pick_open(), pick_dialog(picks, language)     its button and its search, for scripts
    pick_plain(picks, path)       the same without: a list and a button; path "/desk/t/H1010"
    ticket_articles(tied, make)   articles.N.Title, .Path, .Tie, .State.*; "/desk/t/H1010/article" or nothing
?><?cs

def:article_table(lines, what, label) ?><div class="scroll" tabindex="0" role="region" aria-label="<?cs var:label ?>">
<table class="cards articles">
<thead><tr><th scope="col"><?cs var:tr("Title") ?></th><th scope="col"><?cs var:tr("Status") ?></th><th scope="col"><?cs var:tr("Readers") ?></th><th scope="col"><?cs var:tr("Language") ?></th><th scope="col"><?cs var:tr("Category") ?></th><?cs if:what == "state" ?><th scope="col"><?cs var:tr("Author") ?></th><th scope="col"><?cs var:tr("Updated") ?></th><?cs else ?><th scope="col"><?cs var:tr("Views") ?></th><th scope="col"><?cs var:tr("Helped") ?></th><?cs if:what == "reopened" ?><th scope="col"><?cs var:tr("Reopened tickets") ?></th><?cs /if ?><?cs /if ?></tr></thead>
<tbody data-keys><?cs each:line = lines ?>
<tr data-row><td class="subject"><a href="<?cs var:url_validate(line.Path) ?>" lang="<?cs var:line.Language ?>"><?cs var:line.Title ?></a></td><td class="status-cell"><?cs call:status_badge(line.State.Code, line.State.Name, line.State.Class) ?></td><td data-label="<?cs var:tr("Readers") ?>"><?cs var:line.Audience ?></td><td><?cs var:line.LanguageName ?></td><td><?cs var:line.Category ?></td><?cs if:what == "state" ?><td class="person"><?cs var:line.Author ?></td><td data-label="<?cs var:tr("Updated") ?>"><?cs call:time_short(line.Updated) ?></td><?cs else ?><td class="number" data-label="<?cs var:tr("Views") ?>"><?cs var:line.Views ?></td><td class="number" data-label="<?cs var:tr("Helped") ?>"><?cs var:tr2("%1 yes, %2 no", line.Helped, line.Failed) ?></td><?cs if:what == "reopened" ?><td class="number" data-label="<?cs var:tr("Reopened tickets") ?>"><?cs var:line.Reopened ?></td><?cs /if ?><?cs /if ?></tr><?cs /each ?>
</tbody></table></div>
<?cs /def ?><?cs

def:diff_lines(lines) ?><div class="diff"><?cs each:line = lines ?><?cs if:line.Kind == "skipped" ?><p class="skipped small muted"><?cs var:trn("%d line is the same", "%d lines are the same", #line.Count) ?></p><?cs else ?><div class="line <?cs var:line.Kind ?>"><span class="sign"><?cs if:line.Kind == "removed" ?><span aria-hidden="true">−</span><span class="unseen"><?cs var:tr("Removed:") ?> </span><?cs elif:line.Kind == "added" ?><span aria-hidden="true">+</span><span class="unseen"><?cs var:tr("Added:") ?> </span><?cs /if ?></span><span class="text"><?cs each:part = line.Parts ?><?cs if:?part.Marked ?><?cs if:line.Kind == "removed" ?><del><?cs var:part.Text ?></del><?cs else ?><ins><?cs var:part.Text ?></ins><?cs /if ?><?cs else ?><?cs var:part.Text ?><?cs /if ?><?cs /each ?></span></div><?cs /if ?><?cs /each ?></div>
<?cs /def ?><?cs

def:pick_list(picks) ?><?cs if:subcount(picks) > 0 ?><ul class="picks"><?cs each:pick = picks ?>
<li><button type="button" class="pick" data-markdown="<?cs var:pick.Markdown ?>"><span lang="<?cs var:pick.Language ?>"><?cs var:pick.Title ?></span> <span class="small muted"><?cs var:pick.LanguageName ?></span></button></li><?cs /each ?>
</ul><?cs else ?><p class="muted"><?cs var:tr("No article has these words.") ?></p><?cs /if ?><?cs /def ?><?cs

def:pick_open() ?><p class="crowd small"><button type="button" class="button small" data-pick-open hidden><?cs call:icon("book") ?><?cs var:tr("Insert an article") ?> <kbd>@</kbd></button></p><?cs /def ?><?cs

def:pick_dialog(picks, language) ?><dialog id="picker" class="picker" aria-labelledby="picker-title" data-pick="/desk/articles/pick?language=<?cs var:url_escape(language) ?>"><h2 id="picker-title"><?cs var:tr("Insert an article") ?></h2>
<p class="field"><label for="picker-words"><?cs var:tr("Words of it") ?></label><input class="text" type="text" id="picker-words" data-pick-words autocomplete="off"></p>
<div data-picks-here><?cs call:pick_list(picks) ?></div>
<form method="dialog"><button class="button"><?cs var:tr("Close") ?></button></form></dialog>
<?cs /def ?><?cs

def:pick_plain(picks, path) ?><?cs if:subcount(picks) > 0 ?><div class="without-script crowd"><label for="pick"><?cs var:tr("Insert an article") ?></label> <select id="pick" name="pick"><?cs each:pick = picks ?><option value="<?cs var:pick.Id ?>" lang="<?cs var:pick.Language ?>"><?cs var:pick.Title ?></option><?cs /each ?></select> <button class="button" formaction="<?cs var:url_validate(path) ?>/insert#work" formnovalidate><?cs var:tr("Insert") ?></button></div>
<?cs /if ?><?cs /def ?><?cs

def:ticket_articles(tied, make) ?><?cs if:subcount(tied) > 0 || string.length(make) ?><section class="card no-print" aria-labelledby="articles"><h2 id="articles"><?cs var:tr("Articles") ?></h2>
<?cs if:subcount(tied) > 0 ?><ul class="alike small"><?cs each:article = tied ?>
<li><a href="<?cs var:url_validate(article.Path) ?>"><?cs var:article.Title ?></a><div class="muted"><?cs call:status_badge(article.State.Code, article.State.Name, article.State.Class) ?> <?cs var:article.Tie ?></div></li><?cs /each ?>
</ul><?cs /if ?><?cs if:string.length(make) ?><p><a class="button" href="<?cs var:url_validate(make) ?>"><?cs call:icon("book") ?><?cs var:tr("Make an article") ?></a></p><?cs /if ?></section>
<?cs /if ?><?cs /def ?>
