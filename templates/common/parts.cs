<?cs # Macros that all pages share. Include it first; it prints nothing itself.

  It reads of the page's data only, where the macro needs it:
    Csrf                   "k3J…": token of this page's forms
    Once                   "p0Q…": one-time key of this page's form, or nothing
    Uploads.N.Token, .Name, .Size     "Zx1…", "receipt.jpg", "412 KB": files kept for this form
    UploadProblem          "The file “film.mp4” is too large …": what could not be taken; or nothing
    Limits.File            "25 MB": the largest file, as a person reads it; or nothing
    Limits.FileBytes       "26214400"; or nothing
  All else comes as arguments. A node ("Form.email") is given as it is, texts through tr().

    icon(name)                              a symbol of htdocs/img/icons.svg
    menu_entry(path, text, section)         an entry of the navigation
    status_badge(code, name, class)         "in_progress", "In progress", "open"
    type_icon(icon, name)                   symbol with its name for those who don't see it
    time_short(node)                        today 09:12; node is what data_time made
    time_full(node)                         Thu 19 Nov 2026, 09:12
    time_date(node)                         19 November 2026
    field_line(name, type, label, help, node, most, required, autocomplete)
    field_text(name, label, help, node, most, required)
    field_select(name, label, help, node, required, choices)      choices.N.Code, .Label
    field_radio(name, label, help, node, required, choices)       the same, all to be seen at once
    field_check(name, label, node)
        node.Value, node.Error; type: text, email, password, search, date, datetime-local, number;
        most: characters, or "0"; required: "1", "0", or "" to leave it unsaid; autocomplete: "username", or ""
    form_errors(count)                      says above a form that something in it is wrong
    file_list(files)                        files.N.Path, .Name, .Size, .Image ("1": a picture)
    upload_area(label, help)                new files, and those kept from the last try
    csrf_input(), once_input()              hidden inputs
    pager(next, first)                      paths, or ""
    feed_links(feeds)                       feeds.N.Title, .Atom: the feeds of this page, Page.Feeds
    feed_private(path)                      "/account?feed=own#feeds": where one makes an address for it
    empty_state(icon, text, help)           what would be here
    keys_button()                           shows the dialog; hidden without scripts
    keys_dialog(keys)                       keys.N.Key, .Text: what "?" shows
?><?cs

def:icon(name) ?><svg class="icon" aria-hidden="true"><use href="/img/icons.svg#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:menu_entry(path, text, section) ?><a href="<?cs var:url_validate(path) ?>"<?cs if:Page.Section == section ?> aria-current="page"<?cs /if ?>><?cs var:text ?></a><?cs /def ?><?cs

def:feed_links(feeds) ?><?cs if:subcount(feeds) > 0 ?><p class="small feed-links no-print"><?cs each:feed = feeds ?><a href="<?cs var:url_validate(feed.Atom) ?>" type="application/atom+xml"><?cs call:icon("feed") ?><?cs var:tr("Feed:") ?> <?cs var:feed.Title ?></a> <?cs /each ?></p><?cs /if ?><?cs /def ?><?cs
def:feed_private(path) ?><p class="small feed-links no-print"><a href="<?cs var:url_validate(path) ?>"><?cs call:icon("feed") ?><?cs var:tr("Feed and calendar") ?></a></p><?cs /def ?><?cs

def:csrf_input() ?><input type="hidden" name="csrf" value="<?cs var:Csrf ?>"><?cs /def ?><?cs

def:once_input() ?><?cs if:string.length(Once) ?><input type="hidden" name="once" value="<?cs var:Once ?>"><?cs /if ?><?cs /def ?><?cs

def:status_badge(code, name, class) ?><span class="status <?cs var:class ?> <?cs var:code ?>"><?cs var:name ?></span><?cs /def ?><?cs

def:type_icon(symbol, name) ?><?cs call:icon(symbol) ?><span class="unseen"><?cs var:name ?></span><?cs /def ?><?cs

def:time_short(at) ?><?cs if:string.length(at.Iso) ?><time datetime="<?cs var:at.Iso ?>" title="<?cs var:at.Full ?>"><?cs var:at.Short ?></time><?cs /if ?><?cs /def ?><?cs
def:time_full(at) ?><?cs if:string.length(at.Iso) ?><time datetime="<?cs var:at.Iso ?>"><?cs var:at.Full ?></time><?cs /if ?><?cs /def ?><?cs
def:time_date(at) ?><?cs if:string.length(at.Iso) ?><time datetime="<?cs var:at.Iso ?>" title="<?cs var:at.Full ?>"><?cs var:at.Date ?></time><?cs /if ?><?cs /def ?><?cs

def:field_open(kind, error) ?><div class="field<?cs if:string.length(kind) ?> <?cs var:kind ?><?cs /if ?><?cs if:string.length(error) ?> wrong<?cs /if ?>"><?cs /def ?><?cs

def:optional(required) ?><?cs if:required == "0" ?> <span class="optional"><?cs var:tr("optional") ?></span><?cs /if ?><?cs /def ?><?cs

def:field_notes(name, error, help) ?><?cs if:string.length(error) ?>
<p class="error" id="<?cs var:name ?>-error"><?cs call:icon("problem") ?><?cs var:error ?></p><?cs /if ?><?cs if:string.length(help) ?>
<p class="help" id="<?cs var:name ?>-help"><?cs var:help ?></p><?cs /if ?><?cs /def ?><?cs

def:field_marks(name, error, help, required) ?><?cs if:required == "1" ?> required<?cs /if ?><?cs if:string.length(error) ?> aria-invalid="true"<?cs /if ?><?cs if:string.length(error) || string.length(help) ?> aria-describedby="<?cs if:string.length(error) ?><?cs var:name ?>-error <?cs /if ?><?cs if:string.length(help) ?><?cs var:name ?>-help<?cs /if ?>"<?cs /if ?><?cs /def ?><?cs

def:field_line(name, type, label, help, node, most, required, autocomplete) ?><?cs call:field_open("", node.Error) ?>
<label for="<?cs var:name ?>"><?cs var:label ?><?cs call:optional(required) ?></label><?cs call:field_notes(name, node.Error, help) ?>
<input class="text" type="<?cs var:type ?>" id="<?cs var:name ?>" name="<?cs var:name ?>" value="<?cs var:node.Value ?>"<?cs if:most != "0" ?> maxlength="<?cs var:most ?>"<?cs /if ?><?cs if:string.length(autocomplete) ?> autocomplete="<?cs var:autocomplete ?>"<?cs /if ?><?cs call:field_marks(name, node.Error, help, required) ?>>
</div>
<?cs /def ?><?cs

def:field_text(name, label, help, node, most, required) ?><?cs call:field_open("", node.Error) ?>
<label for="<?cs var:name ?>"><?cs var:label ?><?cs call:optional(required) ?></label><?cs call:field_notes(name, node.Error, help) ?>
<textarea id="<?cs var:name ?>" name="<?cs var:name ?>" rows="5"<?cs if:most != "0" ?> maxlength="<?cs var:most ?>"<?cs /if ?><?cs call:field_marks(name, node.Error, help, required) ?>>
<?cs var:node.Value ?></textarea>
</div>
<?cs /def ?><?cs

def:field_select(name, label, help, node, required, choices) ?><?cs call:field_open("", node.Error) ?>
<label for="<?cs var:name ?>"><?cs var:label ?><?cs call:optional(required) ?></label><?cs call:field_notes(name, node.Error, help) ?>
<select id="<?cs var:name ?>" name="<?cs var:name ?>"<?cs call:field_marks(name, node.Error, help, required) ?>><?cs each:choice = choices ?>
<option value="<?cs var:choice.Code ?>"<?cs if:choice.Code == node.Value ?> selected<?cs /if ?>><?cs var:choice.Label ?></option><?cs /each ?>
</select>
</div>
<?cs /def ?><?cs

def:field_radio(name, label, help, node, required, choices) ?><fieldset class="field<?cs if:string.length(node.Error) ?> wrong<?cs /if ?>"<?cs if:string.length(node.Error) || string.length(help) ?> aria-describedby="<?cs if:string.length(node.Error) ?><?cs var:name ?>-error <?cs /if ?><?cs if:string.length(help) ?><?cs var:name ?>-help<?cs /if ?>"<?cs /if ?>>
<legend><?cs var:label ?><?cs call:optional(required) ?></legend><?cs call:field_notes(name, node.Error, help) ?>
<div class="radios"><?cs each:choice = choices ?>
<label><input type="radio" name="<?cs var:name ?>" value="<?cs var:choice.Code ?>"<?cs if:choice.Code == node.Value ?> checked<?cs /if ?><?cs if:required == "1" ?> required<?cs /if ?>><span><?cs var:choice.Label ?></span></label><?cs /each ?>
</div>
</fieldset>
<?cs /def ?><?cs

def:field_check(name, label, node) ?><?cs call:field_open("check", node.Error) ?>
<?cs if:string.length(node.Error) ?><p class="error" id="<?cs var:name ?>-error"><?cs call:icon("problem") ?><?cs var:node.Error ?></p>
<?cs /if ?><label><input type="checkbox" name="<?cs var:name ?>" value="1"<?cs if:node.Value == "1" ?> checked<?cs /if ?><?cs call:field_marks(name, node.Error, "", "0") ?>> <span><?cs var:label ?></span></label>
</div>
<?cs /def ?><?cs

def:form_errors(count) ?><?cs if:#count > 0 ?><div class="flash problem" role="alert"><?cs call:icon("problem") ?><p><?cs var:trn("%d answer needs another look. Nothing is lost: the rest stays as you typed it.", "%d answers need another look. Nothing is lost: the rest stays as you typed it.", #count) ?></p></div>
<?cs /if ?><?cs /def ?><?cs

def:file_list(files) ?><?cs if:subcount(files) > 0 ?><ul class="files"><?cs each:file = files ?>
<li><?cs if:string.length(file.Held) ?><span class="held"><?cs call:icon("lock") ?><span class="name"><?cs var:file.Name ?></span> <span class="small muted"><?cs var:tr1("Held back, as a virus scanner found something: %1", file.Held) ?></span></span><?cs else ?><a href="<?cs var:url_validate(file.Path) ?>"<?cs if:!?file.Image ?> download<?cs /if ?>><?cs if:?file.Image ?><?cs call:icon("image") ?><?cs else ?><?cs call:icon("file") ?><?cs /if ?><span class="name"><?cs var:file.Name ?></span> <span class="small muted"><?cs var:file.Size ?></span></a><?cs /if ?></li><?cs /each ?>
</ul><?cs /if ?><?cs /def ?><?cs

def:upload_area(label, help) ?><div class="field uploads<?cs if:string.length(UploadProblem) ?> wrong<?cs /if ?>" data-uploads data-remove="<?cs var:tr("Remove") ?>" data-large="<?cs var:tr1("%1 is too large and was left out.", "{}") ?>"<?cs if:?Limits.FileBytes ?> data-most="<?cs var:Limits.FileBytes ?>"<?cs /if ?>>
<label for="file"><?cs var:label ?> <span class="optional"><?cs var:tr("optional") ?></span></label>
<?cs if:string.length(UploadProblem) ?><p class="error" id="file-error"><?cs call:icon("problem") ?><?cs var:UploadProblem ?></p>
<?cs /if ?><?cs if:string.length(help) ?><p class="help" id="file-help"><?cs var:help ?></p>
<?cs /if ?><?cs if:subcount(Uploads) > 0 ?><ul class="kept"><?cs each:upload = Uploads ?>
<li><input type="hidden" name="upload" value="<?cs var:upload.Token ?>"><?cs call:icon("file") ?><span class="name"><?cs var:upload.Name ?></span> <span class="small muted"><?cs var:upload.Size ?></span>
<label><input type="checkbox" name="drop" value="<?cs var:upload.Token ?>"> <?cs var:tr("leave out") ?></label></li><?cs /each ?>
</ul>
<?cs /if ?><div class="drop">
<input type="file" id="file" name="file" multiple aria-describedby="file-limit<?cs if:string.length(UploadProblem) ?> file-error<?cs /if ?><?cs if:string.length(help) ?> file-help<?cs /if ?>">
<p class="small muted" id="file-limit"><span class="with-script"><?cs var:tr("You can also drop files here or paste a screenshot.") ?></span><?cs if:?Limits.File ?> <?cs var:tr1("Up to %1 each.", Limits.File) ?><?cs /if ?></p>
<ul class="kept" data-chosen aria-live="polite"></ul>
</div>
</div>
<?cs /def ?><?cs

def:pager(next, first) ?><?cs if:string.length(next) || string.length(first) ?><nav class="pager" aria-label="<?cs var:tr("Pages") ?>"><?cs if:string.length(first) ?>
<a class="button" href="<?cs var:url_validate(first) ?>"><?cs var:tr("First page") ?></a><?cs /if ?><?cs if:string.length(next) ?>
<a class="button" rel="next" href="<?cs var:url_validate(next) ?>"><?cs var:tr("Next page") ?><?cs call:icon("next") ?></a><?cs /if ?>
</nav>
<?cs /if ?><?cs /def ?><?cs

def:empty_state(symbol, text, help) ?><div class="empty"><?cs call:icon(symbol) ?><p><strong><?cs var:text ?></strong></p><?cs if:string.length(help) ?><p class="muted"><?cs var:help ?></p><?cs /if ?></div>
<?cs /def ?><?cs

def:keys_button() ?><button type="button" class="button quiet small" data-keys-help hidden><?cs var:tr("Keys") ?> <kbd>?</kbd></button><?cs /def ?><?cs

def:keys_dialog(keys) ?><dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title"><?cs var:tr("Keys") ?></h2>
<dl class="facts"><?cs each:key = keys ?><dt><kbd><?cs var:key.Key ?></kbd></dt><dd><?cs var:key.Text ?></dd><?cs /each ?></dl>
<div class="field check"><label><input type="checkbox" data-keys-switch checked> <span><?cs var:tr("Use these keys in this browser") ?></span></label></div>
<form method="dialog"><button class="button"><?cs var:tr("Close") ?></button></form></dialog>
<?cs /def ?>
