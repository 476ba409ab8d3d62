<?cs # Thanks: an answer made the request needless.

    Code                                   "problem": the form that was begun
    Answer.Path, .Title, .Language, .Note     the answer that helped
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/"><?cs var:tr("Home") ?></a></p>
<h1><?cs var:tr("Solved without a request") ?></h1>
<p><?cs var:tr("Thank you for telling us: others will find this answer sooner now.") ?></p>
<ul class="rows"><li class="row"><span><?cs call:icon("check") ?></span><a href="<?cs var:url_validate(Answer.Path) ?>" lang="<?cs var:Answer.Language ?>"><?cs var:Answer.Title ?></a><span class="meta"><?cs var:Answer.Note ?></span></li></ul>
<p class="section crowd"><strong><?cs var:tr("Does it not help after all?") ?></strong> <a class="button" href="/new/<?cs var:url_escape(Code) ?>"><?cs var:tr("Write to us") ?></a></p>
<?cs include:"common/frame_bottom.cs" ?>
