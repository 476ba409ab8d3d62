<?cs # The editor of an article: the text beside its preview, and all that belongs to it.

  All buttons send one form, so that whatever is done, all that was typed arrives.

    Article.Id, .Title, .Path, .Author, .State.*, .Created, .Updated, .Published, .Read     of one that exists:
                                     "12", …, "/desk/articles/12", …, "/kb/12-words" when published; or nothing
    Of.Title, .Path                  the article that a new one translates, or nothing
    From                             "2": the text below is that version's, or nothing
    Problem, Unsaved, Conflict       a sentence; "1"; "1": then Diff is what others changed
    Diff.N.*                         see diff_lines in article_parts.cs
    Version                          "3", "0" for a new one
    Form.title, .summary, .body, .reason, .language, .audience, .organisation, .category, .tags, .related, .publish_at,
        .expire_at, .family          .Value, .Error
    Form.Errors                      "1": how many inputs are wrong, or nothing
    Choices.Languages, .Audiences, .Organisations, .Categories     N.Code, .Label
    Actions.N.Then, .Label           "published", "Save and publish"
    Preview.Trusted.Html             the text as its readers will see it
    Pictures.N.Id, .Name, .Size, .Path, .Image, .Markdown     "7", "till.png", …, "![till.png](/file/article/7/till.png)"
    Translations.N.Path, .Title, .Language, .State.*     and Missing.N.Name, .Language, .Path
    Tickets.N.Number, .Path, .Subject, .Tie; Answered, Sources     "H1010", …, "made from it"; "3", "1"
    Views, Helped, Failed            "1,204", "12", "1"
    Opinions.N.Helped, .Reason, .At.*     what readers said
    Limits.*                         see common/parts.cs
?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"desk/article_parts.cs" ?><?cs
if:?Article.Id ?><?cs set:Action = Article.Path + "/save" ?><?cs set:PreviewAction = Article.Path + "/preview" ?><?cs else ?><?cs set:Action = "/desk/articles/new" ?><?cs set:PreviewAction = "/desk/articles/new/preview" ?><?cs /if ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/desk/articles"><?cs var:tr("Articles") ?></a></p>
<?cs if:?Conflict ?><section class="flash problem conflict" role="alert" aria-labelledby="conflict"><?cs call:icon("people") ?><div>
<h2 id="conflict"><?cs var:tr("Somebody saved this article while you were writing") ?></h2>
<p><?cs var:tr("Below is what they changed. All you typed stands in the form, as you typed it, and is not saved yet: take over what you need, then save again.") ?></p>
<?cs if:subcount(Diff) > 0 ?><?cs call:diff_lines(Diff) ?><?cs else ?><p><?cs var:tr("Its text is the same; its properties have changed.") ?></p><?cs /if ?></div></section>
<?cs /if ?><?cs if:?Problem ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:Problem ?></p></div>
<?cs /if ?><?cs call:form_errors(Form.Errors) ?><?cs if:?Unsaved ?><div class="flash" role="status"><?cs call:icon("edit") ?><p><?cs var:tr("What stands here is not saved yet.") ?></p></div>
<?cs /if ?><?cs if:?From ?><div class="flash" role="status"><?cs call:icon("back") ?><p><?cs var:tr1("The text below is that of version %1. Save it to make it the present one.", From) ?></p></div>
<?cs /if ?><div class="crowd"><?cs if:?Article.Id ?><?cs call:status_badge(Article.State.Code, Article.State.Name, Article.State.Class) ?><?cs if:?Article.Read ?><a class="button small" href="<?cs var:url_validate(Article.Read) ?>"><?cs call:icon("book") ?><?cs var:tr("See it as readers do") ?></a><?cs /if ?><a class="button small" href="<?cs var:url_validate(Article.Path) ?>/history"><?cs call:icon("clock") ?><?cs var:tr("History") ?></a><?cs /if ?></div>
<h1><?cs if:?Article.Id ?><?cs var:Article.Title ?><?cs elif:?Of.Title ?><?cs var:tr1("Translate “%1”", Of.Title) ?><?cs else ?><?cs var:tr("New article") ?><?cs /if ?></h1>
<?cs if:?Of.Path ?><p><a href="<?cs var:url_validate(Of.Path) ?>"><?cs var:tr("Open the original") ?></a></p>
<?cs /if ?><form class="editor" id="article" method="post" action="<?cs var:url_validate(Action) ?>" enctype="multipart/form-data" data-editor data-preview="/desk/preview">
<?cs call:csrf_input() ?><input type="hidden" name="version" value="<?cs var:Version ?>"><?cs if:string.length(Form.family.Value) ?><input type="hidden" name="family" value="<?cs var:Form.family.Value ?>"><?cs /if ?>
<button class="unseen" tabindex="-1" aria-hidden="true"><?cs var:tr("Save") ?></button>
<div class="field<?cs if:string.length(Form.title.Error) ?> wrong<?cs /if ?>"><label for="title"><?cs var:tr("Title") ?></label><?cs call:field_notes("title", Form.title.Error, tr("As readers would ask for it: “A till prints blank receipts”.")) ?>
<input class="text" type="text" id="title" name="title" value="<?cs var:Form.title.Value ?>" maxlength="200"<?cs call:field_marks("title", Form.title.Error, "1", "1") ?>></div>
<?cs call:field_line("summary", "text", tr("Summary"), tr("One or two sentences for lists and search results."), Form.summary, "400", "0", "") ?>
<div class="panes">
<div class="field<?cs if:string.length(Form.body.Error) ?> wrong<?cs /if ?>"><label for="body"><?cs var:tr("Text") ?></label><?cs call:field_notes("body", Form.body.Error, tr("Markdown: ## heading, **bold**, - list, 1. list, `code`, [link](address).")) ?>
<textarea id="body" name="body" rows="24" maxlength="200000"<?cs call:field_marks("body", Form.body.Error, "1", "0") ?>>
<?cs var:Form.body.Value ?></textarea></div>
<div class="preview"><h2 id="preview" class="small"><?cs var:tr("Preview") ?></h2>
<div class="card said prose" data-preview-here tabindex="0" role="region" aria-labelledby="preview"><?cs call:trusted_html(Preview) ?></div>
<p class="without-script"><button class="button" formaction="<?cs var:url_validate(PreviewAction) ?>#preview" formnovalidate><?cs var:tr("Preview") ?></button></p></div>
</div>
<?cs call:field_line("reason", "text", tr("What did you change, and why?"), tr("For your colleagues, in the history."), Form.reason, "200", "0", "") ?>
<div class="properties-grid">
<?cs call:field_select("language", tr("Language"), "", Form.language, "1", Choices.Languages) ?>
<?cs call:field_select("category", tr("Category"), "", Form.category, "1", Choices.Categories) ?>
<?cs call:field_select("audience", tr("Who may read it?"), "", Form.audience, "1", Choices.Audiences) ?>
<?cs call:field_select("organisation", tr("Which organisation?"), "", Form.organisation, "0", Choices.Organisations) ?>
<?cs call:field_line("tags", "text", tr("Tags"), tr("With commas between."), Form.tags, "1000", "0", "") ?>
<?cs call:field_line("publish_at", "datetime-local", tr("Publish at"), "", Form.publish_at, "0", "0", "") ?>
<?cs call:field_line("expire_at", "datetime-local", tr("Retire at"), "", Form.expire_at, "0", "0", "") ?>
<div class="field<?cs if:string.length(Form.related.Error) ?> wrong<?cs /if ?>"><label for="related"><?cs var:tr("Related articles") ?> <span class="optional"><?cs var:tr("optional") ?></span></label><?cs call:field_notes("related", Form.related.Error, tr("Their numbers or addresses, a line each.")) ?>
<textarea id="related" name="related" rows="3" maxlength="4000"<?cs call:field_marks("related", Form.related.Error, "1", "0") ?>>
<?cs var:Form.related.Value ?></textarea></div>
</div>
<p class="crowd sticky"><button class="button primary"><?cs call:icon("check") ?><?cs var:tr("Save") ?></button><?cs each:action = Actions ?> <button class="button" name="then" value="<?cs var:action.Then ?>"><?cs var:action.Label ?></button><?cs /each ?></p>
<?cs if:?Article.Id ?><section class="card pictures" aria-labelledby="pictures" id="files"><h2 id="pictures"><?cs var:tr("Pictures and files") ?></h2>
<?cs if:subcount(Pictures) > 0 ?><ul class="kept"><?cs each:picture = Pictures ?>
<li><?cs if:?picture.Image ?><img src="/file/article/<?cs var:url_escape(picture.Id) ?>/<?cs var:url_escape(picture.Name) ?>" alt="" width="48" height="48" loading="lazy"><?cs else ?><?cs call:icon("file") ?><?cs /if ?><span class="name"><?cs var:picture.Name ?></span> <span class="small muted"><?cs var:picture.Size ?></span> <code class="small"><?cs var:picture.Markdown ?></code>
<button type="button" class="button small with-script-inline" data-insert="<?cs var:picture.Markdown ?>"><?cs var:tr("Insert") ?></button>
<button class="button small" name="remove" value="<?cs var:picture.Id ?>" formaction="<?cs var:url_validate(Article.Path) ?>/pictures#files" formnovalidate aria-label="<?cs var:tr1("Remove %1", picture.Name) ?>"><?cs var:tr("Remove") ?></button></li><?cs /each ?>
</ul><p class="small muted"><?cs var:tr("Put its line into the text where it belongs; between the brackets say what it shows.") ?></p>
<?cs /if ?><?cs call:upload_area(tr("Add pictures or files"), "") ?>
<p><button class="button" formaction="<?cs var:url_validate(Article.Path) ?>/pictures#files" formnovalidate><?cs var:tr("Add them") ?></button></p></section>
<?cs else ?><p class="small muted"><?cs var:tr("Pictures can be added once the article is saved.") ?></p>
<?cs /if ?></form>
<?cs if:?Article.Id ?><div class="two-columns section">
<section class="card" aria-labelledby="translations"><h2 id="translations"><?cs var:tr("Translations") ?></h2>
<?cs if:subcount(Translations) > 0 ?><ul class="plain-list"><?cs each:other = Translations ?><li><a href="<?cs var:url_validate(other.Path) ?>" lang="<?cs var:other.Language ?>"><?cs var:other.Title ?></a> <?cs call:status_badge(other.State.Code, other.State.Name, other.State.Class) ?></li><?cs /each ?></ul><?cs /if ?>
<?cs if:subcount(Missing) > 0 ?><p class="crowd"><?cs each:missing = Missing ?><a class="button small" href="<?cs var:url_validate(missing.Path) ?>"><?cs call:icon("globe") ?><?cs var:tr1("Translate: %1", missing.Name) ?></a> <?cs /each ?></p><?cs /if ?></section>
<section class="card" aria-labelledby="tickets"><h2 id="tickets"><?cs var:tr("Tickets") ?></h2>
<p class="muted"><?cs var:trn("Made from %d ticket.", "Made from %d tickets.", #Sources) ?> <?cs var:trn("It has answered or spared %d.", "It has answered or spared %d.", #Answered) ?></p>
<?cs if:subcount(Tickets) > 0 ?><ul class="plain-list"><?cs each:ticket = Tickets ?><li><a href="<?cs var:url_validate(ticket.Path) ?>"><?cs var:ticket.Number ?></a> <?cs var:ticket.Subject ?> <span class="small muted"><?cs var:ticket.Tie ?></span></li><?cs /each ?></ul><?cs /if ?></section>
<section class="card" aria-labelledby="readers"><h2 id="readers"><?cs var:tr("Readers") ?></h2>
<dl class="facts"><dt><?cs var:tr("Views") ?></dt><dd><?cs var:Views ?></dd><dt><?cs var:tr("It helped") ?></dt><dd><?cs var:Helped ?></dd><dt><?cs var:tr("It did not") ?></dt><dd><?cs var:Failed ?></dd></dl>
<?cs if:subcount(Opinions) > 0 ?><h3><?cs var:tr("What they said") ?></h3><ul class="plain-list"><?cs each:opinion = Opinions ?><li><?cs if:?opinion.Helped ?><?cs call:icon("check") ?><span class="unseen"><?cs var:tr("It helped") ?></span><?cs else ?><?cs call:icon("close") ?><span class="unseen"><?cs var:tr("It did not") ?></span><?cs /if ?> <?cs var:opinion.Reason ?> <span class="small muted"><?cs call:time_short(opinion.At) ?></span></li><?cs /each ?></ul><?cs /if ?></section>
<section class="card" aria-labelledby="facts"><h2 id="facts"><?cs var:tr("Facts") ?></h2>
<dl class="facts"><dt><?cs var:tr("Author") ?></dt><dd><?cs var:Article.Author ?></dd><dt><?cs var:tr("Begun") ?></dt><dd><?cs call:time_short(Article.Created) ?></dd><dt><?cs var:tr("Updated") ?></dt><dd><?cs call:time_short(Article.Updated) ?></dd><?cs if:?Article.Published.Iso ?><dt><?cs var:tr("Published") ?></dt><dd><?cs call:time_short(Article.Published) ?></dd><?cs /if ?></dl></section>
</div><?cs /if ?>
<?cs include:"common/frame_bottom.cs" ?>
