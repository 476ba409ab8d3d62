<?cs # Macros of the knowledge base's pages.

    archive_rows(lines)     lines.N.Path "/kb/H1010-two-people-one-mailbox", .Subject, .Number, .Icon
                            "question", .Type "Question", .Category "E-mail" or "", .Language "en",
                            .HasSolution "1" or nothing, .At.*
?><?cs include:"common/parts.cs" ?><?cs
def:archive_rows(lines) ?><ul class="rows"><?cs each:line = lines ?>
<li class="row"><span><?cs call:type_icon(line.Icon, line.Type) ?></span><a href="<?cs var:url_validate(line.Path) ?>" lang="<?cs var:line.Language ?>"><?cs var:line.Subject ?></a><span class="small muted"><?cs call:time_short(line.At) ?></span>
<span class="meta"><span class="number"><?cs var:line.Number ?></span><?cs if:string.length(line.Category) ?> <span><?cs var:line.Category ?></span><?cs /if ?><?cs if:?line.HasSolution ?> <span><?cs var:tr("with solution") ?></span><?cs /if ?></span></li><?cs /each ?>
</ul>
<?cs /def ?>
