<?cs # An article, to read; below it whether it helped, and what is like it.

    Article.Title, .Summary, .Language    "Blank receipts", "What to do when …" or "", "en"
    Article.Trusted.Html                  its text
    Article.Updated.*                     a time
    Article.Edit                          "/desk/articles/12" for staff, or nothing
    Article.Vote, .VoteToken              "/kb/12/vote", its form's token
    Trail.N.Path, .Name                   the categories around it, the widest first
    Translations.N.Path, .Title, .Language, .Name     "/kb/13-puste-paragony", "Puste paragony", "pl", "Polski"
    Related.N.Path, .Title, .Language
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"common/frame_top.cs" ?>
<nav class="trail" aria-label="<?cs var:tr("You are here") ?>"><a href="/kb"><?cs var:tr("Knowledge base") ?></a><?cs each:step = Trail ?><?cs call:icon("next") ?><a href="<?cs var:url_validate(step.Path) ?>"><?cs var:step.Name ?></a><?cs /each ?></nav>
<article class="article" lang="<?cs var:Article.Language ?>">
<h1><?cs var:Article.Title ?></h1>
<?cs if:string.length(Article.Summary) ?><p class="lead"><?cs var:Article.Summary ?></p>
<?cs /if ?><p class="muted small byline" lang="<?cs var:Page.Language ?>"><span><?cs var:tr("Updated:") ?> <?cs call:time_date(Article.Updated) ?></span><?cs if:subcount(Translations) > 0 ?><span class="no-print"><?cs call:icon("globe") ?> <?cs var:tr("Also in:") ?><?cs each:other = Translations ?> <a href="<?cs var:url_validate(other.Path) ?>" hreflang="<?cs var:other.Language ?>" lang="<?cs var:other.Language ?>" title="<?cs var:other.Title ?>"><?cs var:other.Name ?></a><?cs /each ?></span><?cs /if ?><?cs if:?Article.Edit ?><span class="no-print"><a href="<?cs var:url_validate(Article.Edit) ?>"><?cs call:icon("edit") ?> <?cs var:tr("Edit") ?></a></span><?cs /if ?></p>
<div class="said prose"><?cs call:trusted_html(Article) ?></div>
</article>
<section class="card helped no-print" aria-labelledby="helped">
<form method="post" action="<?cs var:url_validate(Article.Vote) ?>"><input type="hidden" name="csrf" value="<?cs var:Article.VoteToken ?>">
<h2 id="helped"><?cs var:tr("Did this help?") ?></h2>
<p class="answers-row"><button class="button" name="helped" value="yes"><?cs call:icon("check") ?><?cs var:tr("Yes") ?></button> <button class="button" name="helped" value="no"><?cs call:icon("close") ?><?cs var:tr("No") ?></button></p>
<details><summary><?cs var:tr("Say more") ?></summary>
<div class="field"><label for="reason"><?cs var:tr("What helped, or what is missing?") ?> <span class="optional"><?cs var:tr("optional") ?></span></label>
<p class="help" id="reason-help"><?cs var:tr("Only our staff reads it. Please leave out names and passwords; then choose Yes or No above.") ?></p>
<textarea id="reason" name="reason" rows="3" maxlength="999" aria-describedby="reason-help"></textarea></div></details>
</form></section>
<?cs if:subcount(Related) > 0 ?><section class="section" aria-labelledby="related">
<h2 id="related"><?cs var:tr("Related articles") ?></h2>
<ul class="plain-list"><?cs each:other = Related ?>
<li><a href="<?cs var:url_validate(other.Path) ?>" lang="<?cs var:other.Language ?>"><?cs var:other.Title ?></a></li><?cs /each ?>
</ul></section>
<?cs /if ?><p class="section crowd no-print"><strong><?cs var:tr("Does this not help you?") ?></strong> <a class="button" href="/new"><?cs var:tr("Write to us") ?></a></p>
<?cs include:"common/frame_bottom.cs" ?>
