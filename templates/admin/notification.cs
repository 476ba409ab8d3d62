<?cs # The text of one notification in one language, with a preview.

    Page.Title                            "The text of a notification"
    Id, Moment, Party                     "4", "A change", "Contacts"
    TextLanguage                          "nb"
    TextLanguages.N.Name, .Path, .Current "Norsk", "/admin/notifications/4?language=nb", "1" or nothing
    Own                                   "1": an administrator wrote it; nothing: as shipped
    Form.subject, .body, .ticket          .Value, .Error
    Form.Errors                           "1" or nothing
    Places.N.Name, .Help, .Line           "{title}", "what it is about, in a line", "1": may stand in the subject
    Ticket                                "H1010": the request of the preview, or nothing
    Me                                    "admin@example.com"
    SentTo                                "admin@example.com": just mailed there; or nothing
    Csrf                                  token of the forms
?><?cs include:"common/parts.cs" ?><?cs include:"admin/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/admin/notifications"><?cs var:tr("Notifications") ?></a></p>
<h1><?cs var:Moment ?>: <?cs var:Party ?></h1>
<?cs call:admin_menu() ?>
<?cs if:?SentTo ?><div class="flash done" role="status"><?cs call:icon("check") ?><p><?cs var:tr1("A message with this text is on its way to %1. The text itself isn't kept yet unless you save it.", SentTo) ?></p></div>
<?cs /if ?><?cs call:form_errors(Form.Errors) ?>
<nav class="tabs" aria-label="<?cs var:tr("Language of the text") ?>"><?cs each:language = TextLanguages ?><a href="<?cs var:url_validate(language.Path) ?>"<?cs if:?language.Current ?> aria-current="page"<?cs /if ?>><?cs var:language.Name ?></a>
<?cs /each ?></nav>
<div class="with-side">
<div>
<form class="card" method="post" action="/admin/notifications/<?cs var:Id ?>/text">
<?cs call:csrf_input() ?><input type="hidden" name="language" value="<?cs var:TextLanguage ?>">
<?cs call:field_line("subject", "text", tr("Subject"), tr("Mail programs keep a request's messages together by its number: leave {signature} there."), Form.subject, "200", "1", "off") ?>
<?cs call:field_open("", Form.body.Error) ?>
<label for="body"><?cs var:tr("Text") ?></label><?cs call:field_notes("body", Form.body.Error, tr("Plain text; an empty line begins a paragraph. A line whose placeholders are all empty is left out.")) ?>
<textarea id="body" name="body" rows="18" maxlength="10000" lang="<?cs var:TextLanguage ?>"<?cs call:field_marks("body", Form.body.Error, "1", "1") ?>>
<?cs var:Form.body.Value ?></textarea>
</div>
<p class="crowd"><button class="button primary"><?cs var:tr("Save") ?></button></p>
<h2><?cs var:tr("Try it") ?></h2>
<?cs call:field_line("ticket", "text", tr("Request to show it by"), tr("Its number; empty takes the last one."), Form.ticket, "30", "0", "off") ?>
<p class="crowd"><button class="button" formaction="/admin/preview/<?cs var:Id ?>" formtarget="preview"><?cs var:tr("Preview") ?></button>
<button class="button" name="plain" value="1" formaction="/admin/preview/<?cs var:Id ?>" formtarget="preview"><?cs var:tr("Preview as plain text") ?></button>
<button class="button" formaction="/admin/notifications/<?cs var:Id ?>/send"><?cs call:icon("send") ?><?cs var:tr1("Send it to %1", Me) ?></button></p>
</form>
<?cs if:string.length(Ticket) ?><section class="section" aria-labelledby="preview-title"><h2 id="preview-title"><?cs var:tr1("As it looks for %1", Ticket) ?></h2>
<iframe class="mail-preview" name="preview" title="<?cs var:tr("Preview") ?>" src="/admin/preview/<?cs var:Id ?>?language=<?cs var:url_escape(TextLanguage) ?>&amp;ticket=<?cs var:url_escape(Ticket) ?>"></iframe>
</section>
<?cs /if ?></div>
<aside class="stack" aria-label="<?cs var:tr("Placeholders") ?>">
<section class="card" aria-labelledby="places"><h2 id="places"><?cs var:tr("Placeholders") ?></h2>
<dl class="places small"><?cs each:place = Places ?>
<dt><code><?cs var:place.Name ?></code></dt><dd><?cs var:place.Help ?></dd><?cs /each ?>
</dl></section>
<?cs if:?Own ?><section class="card"><p><?cs var:tr("This text was written here. The one that ships with Docket is still there.") ?></p>
<form method="post" action="/admin/notifications/<?cs var:Id ?>/forget"><?cs call:csrf_input() ?><input type="hidden" name="language" value="<?cs var:TextLanguage ?>"><button class="button"><?cs var:tr("Back to the text that ships") ?></button></form></section>
<?cs /if ?></aside>
</div>
<?cs include:"common/frame_bottom.cs" ?>
