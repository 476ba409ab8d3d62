<?cs # The end of every page, from the end of <main>.

    Site.Name              "Aquaria Support"
    Languages.N.Code       "pl"
    Languages.N.Query      "?lang=pl&state=done": with what else the address asks for
    Languages.N.Name       "Polski"
    Languages.N.Current    "1" or nothing
    Page.Address           "/t/H1010": where the languages' links lead when the page answers a form
                           and has an address that cannot be asked for again; else nothing
?></main>
<footer class="foot"><div>
<span><?cs var:Site.Name ?></span>
<nav aria-label="<?cs var:tr("Language") ?>"><ul class="languages"><?cs each:language = Languages ?>
<li><a rel="nofollow" href="<?cs var:url_validate(Page.Address) ?><?cs var:url_validate(language.Query) ?>" lang="<?cs var:language.Code ?>" hreflang="<?cs var:language.Code ?>"<?cs if:?language.Current ?> aria-current="true"<?cs /if ?>><?cs var:language.Name ?></a></li><?cs /each ?>
</ul></nav>
</div></footer>
</body>
</html>
