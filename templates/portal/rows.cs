<?cs # Macros of the portal's pages.

    ticket_row(ticket)     an entry of class "rows"; ticket.Number "H1042", .Subject, .Type "Problem",
                           .Icon "problem", .Status.Code .Name .Class, .Responsible "Anna Kowalska" or
                           "", .Updated.*, .Due.*, .Done.*, .Solved "1": waits for the client's word,
                           .MayRate "1"
    form_choices(forms)    the big choices; forms.N.Code "problem", .Name, .Summary, .Icon; .Subject
                           "words that go along", or nothing
    tracker(steps)         steps.N.Name "In progress", .State "done", "now", "next" or "stopped",
                           .Current "1", .Who, .Note, .At.*, .Due.*
?><?cs include:"common/parts.cs" ?><?cs
def:ticket_row(ticket) ?><li class="row"><span><?cs call:type_icon(ticket.Icon, ticket.Type) ?></span><a href="/t/<?cs var:url_escape(ticket.Number) ?>"><?cs var:ticket.Subject ?></a><?cs call:status_badge(ticket.Status.Code, ticket.Status.Name, ticket.Status.Class) ?>
<span class="meta"><span class="number"><?cs var:ticket.Number ?></span><?cs if:string.length(ticket.Done.Iso) ?> <span><?cs var:tr1("solved %1", ticket.Done.Short) ?></span><?cs if:?ticket.Solved ?> <a href="/t/<?cs var:url_escape(ticket.Number) ?>#solution"><?cs var:tr("Does it work?") ?></a><?cs elif:?ticket.MayRate ?> <a href="/t/<?cs var:url_escape(ticket.Number) ?>#rating"><?cs var:tr("Rate it") ?></a><?cs /if ?><?cs else ?> <span><?cs if:string.length(ticket.Responsible) ?><?cs var:tr1("%1 has it", ticket.Responsible) ?><?cs else ?><?cs var:tr("nobody has it yet") ?><?cs /if ?></span><?cs if:string.length(ticket.Due.Iso) ?> <span><?cs var:tr1("due %1", ticket.Due.Short) ?></span><?cs /if ?> <span><?cs var:tr1("last change %1", ticket.Updated.Short) ?></span><?cs /if ?></span></li>
<?cs /def ?><?cs

def:form_choices(forms) ?><ul class="choices"><?cs each:form = forms ?>
<li><a class="choice" href="/new/<?cs var:url_escape(form.Code) ?><?cs if:string.length(form.Subject) ?>?subject=<?cs var:url_escape(form.Subject) ?><?cs /if ?>"><?cs call:icon(form.Icon) ?><strong><?cs var:form.Name ?></strong><span class="muted"><?cs var:form.Summary ?></span></a></li><?cs /each ?>
</ul>
<?cs /def ?><?cs

def:tracker(steps) ?><ol class="tracker" aria-label="<?cs var:tr("Where it stands") ?>"><?cs each:step = steps ?>
<li class="<?cs var:step.State ?>"<?cs if:?step.Current ?> aria-current="step"<?cs /if ?>><?cs if:step.State == "stopped" ?><?cs call:icon("close") ?><?cs else ?><?cs call:icon("check") ?><?cs /if ?><strong><?cs var:step.Name ?></strong><?cs if:step.State == "next" ?><span class="unseen"><?cs var:tr("still to come") ?></span><?cs /if ?><?cs if:string.length(step.Who) ?><span><?cs var:step.Who ?></span><?cs /if ?><?cs if:string.length(step.Note) ?><span><?cs var:step.Note ?></span><?cs /if ?><?cs call:time_short(step.At) ?><?cs if:string.length(step.Due.Iso) ?><span><?cs var:tr1("due %1", step.Due.Short) ?></span><?cs /if ?></li><?cs /each ?>
</ol>
<?cs /def ?>
