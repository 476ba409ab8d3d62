<?cs # The box in which one searches the knowledge base, on any page. Include common/parts.cs before it.

    search_box(query, hint, id)     query: what stands in it, or ""; hint: a placeholder, or ""; id: of the input,
                                    "" for "q". With scripts it suggests while one types (htdocs/js/suggest.js).
?><?cs def:search_box(query, hint, id) ?><form class="ask" role="search" method="get" action="/kb/search" data-suggest-search>
<div class="box"><label class="unseen" for="<?cs if:string.length(id) ?><?cs var:id ?><?cs else ?>q<?cs /if ?>"><?cs var:tr("Search the knowledge base") ?></label>
<input type="search" id="<?cs if:string.length(id) ?><?cs var:id ?><?cs else ?>q<?cs /if ?>" name="q" value="<?cs var:query ?>" maxlength="2000"<?cs if:string.length(hint) ?> placeholder="<?cs var:hint ?>"<?cs /if ?> autocomplete="off" data-count="<?cs var:tr1("%1 suggestions: arrow keys choose one.", "{}") ?>"></div>
<button class="button primary"><?cs call:icon("search") ?><?cs var:tr("Search") ?></button>
</form>
<?cs /def ?>
