<?cs # Rating a request by the link in the closing mail, without signing in.

    Token                                  "1010-17-0123…": of the link
    Ticket.Number, .Subject, .Language     "H1042", "Till prints blank receipts", "en"
    May                                    "1": it may be rated (again); or nothing
    Thanks                                 "1": just rated; or nothing
    Rating.Value, .Comment, .At.*, .Error, .CommentError, .Choices.N.*     see portal/ticket.cs
    Csrf                                   token of the form
?><?cs set:Page.Layout = "read" ?><?cs include:"common/parts.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="signature muted"><?cs var:Ticket.Number ?></p>
<h1 lang="<?cs var:Ticket.Language ?>"><?cs var:Ticket.Subject ?></h1>
<?cs if:?Thanks ?><div class="flash done" role="status"><?cs call:icon("check") ?><p><?cs var:tr("Thank you for your rating.") ?></p></div>
<?cs /if ?><?cs if:?May ?><section class="card" aria-labelledby="rating">
<h2 id="rating"><?cs if:string.length(Rating.At.Iso) ?><?cs var:tr("Your rating") ?><?cs else ?><?cs var:tr("How did we do?") ?><?cs /if ?></h2>
<?cs if:string.length(Rating.At.Iso) ?><p class="muted"><?cs var:tr("You can change it within a week.") ?></p>
<?cs /if ?><form method="post" action="/rate/<?cs var:url_escape(Token) ?>">
<?cs call:csrf_input() ?>
<fieldset class="field<?cs if:string.length(Rating.Error) ?> wrong<?cs /if ?>"<?cs if:string.length(Rating.Error) ?> aria-describedby="rating-error"<?cs /if ?>>
<legend class="unseen"><?cs var:tr("Stars") ?></legend><?cs call:field_notes("rating", Rating.Error, "") ?>
<div class="stars"><?cs each:choice = Rating.Choices ?>
<label><input type="radio" name="rating" value="<?cs var:choice.Code ?>" required<?cs if:choice.Code == Rating.Value ?> checked<?cs /if ?>><?cs call:icon("star") ?><span><?cs var:choice.Code ?> <?cs var:choice.Label ?></span></label><?cs /each ?>
</div>
</fieldset>
<div class="field<?cs if:string.length(Rating.CommentError) ?> wrong<?cs /if ?>"><label for="comment"><?cs var:tr("Would you like to add something?") ?> <span class="optional"><?cs var:tr("optional") ?></span></label><?cs call:field_notes("comment", Rating.CommentError, "") ?>
<textarea id="comment" name="comment" rows="3" maxlength="2000"<?cs call:field_marks("comment", Rating.CommentError, "", "0") ?>>
<?cs var:Rating.Comment ?></textarea></div>
<p><button class="button primary"><?cs var:tr("Send the rating") ?></button></p>
</form>
</section>
<?cs else ?><section class="card"><p><?cs var:tr("This request can't be rated any more.") ?></p></section>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
