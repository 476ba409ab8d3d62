<?cs # Between "send" and "sent": does one of these solve it? Everything that was typed goes along.

    Code, Subject               "problem", "Till prints blank receipts"
    Answers.N.Path, .Key, .Note, .Title, .Language     "/kb/H1010-…", "ticket-1010", "Solved request H1010 · Tills", …
    Answers.N.Snippet.Trusted.Html     with the words marked; or nothing
    Carried.N.Name, .Value      hidden inputs: answers, files' tokens, the one-time key
    Csrf                        see common/parts.cs
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/trusted.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/"><?cs var:tr("Home") ?></a></p>
<h1><?cs var:tr("Does one of these solve it?") ?></h1>
<p class="muted"><?cs var:tr("Your request is not sent yet. Nothing of it is lost: send it below if none of these helps.") ?></p>
<form method="post" action="/new/<?cs var:url_escape(Code) ?>" enctype="multipart/form-data" data-draft-of="new:<?cs var:Code ?>">
<?cs call:csrf_input() ?><?cs each:carried = Carried ?>
<input type="hidden" name="<?cs var:carried.Name ?>" value="<?cs var:carried.Value ?>"><?cs /each ?>
<div class="card answers-like"><ul><?cs each:answer = Answers ?>
<li><a href="<?cs var:url_validate(answer.Path) ?>" target="_blank" rel="noopener" lang="<?cs var:answer.Language ?>"><?cs var:answer.Title ?></a> <span class="unseen"><?cs var:tr("(opens a new tab)") ?></span>
<?cs if:string.length(answer.SnippetText) ?><p class="snippet" lang="<?cs var:answer.Language ?>"><?cs call:trusted_html(answer.Snippet) ?></p>
<?cs /if ?><p class="small muted"><?cs var:answer.Note ?></p>
<p><button class="button small" name="helped" value="<?cs var:answer.Key ?>" aria-label="<?cs var:tr1("Yes, this solves it: %1", answer.Title) ?>"><?cs call:icon("check") ?><?cs var:tr("Yes, this solves it") ?></button></p></li><?cs /each ?>
</ul></div>
<p><button class="button primary"><?cs call:icon("send") ?><?cs var:tr("No, send my request") ?></button></p>
</form>
<?cs include:"common/frame_bottom.cs" ?>
