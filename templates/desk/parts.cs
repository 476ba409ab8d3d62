<?cs # Macros of the ticket's page for staff. It prints nothing itself.

    property_select(name, label, node, choices)     a property: node.Value, .Was, .Error, and
                                                    choices.N.Code, .Label; belongs to the form "work"
    event_line(event)      what somebody did in one go: event.Actor "Anna Kowalska" or "", .At as
                           data_time makes it, .Parts.N.Text "Status: New → Accepted", .Message "17"
                           or nothing
    message_part(message, answers)     one message: .Id, .Kind (public, note, solution), .Staff,
                           .Author, .Source, .At, .Trusted.Html, .Files, of a mail .Why, .Trust
                           "It answers…", .Whole.Trusted.Html; and below it the answers
                           of the form, answers.N.Label, .Value
?><?cs
def:property_select(name, label, node, choices) ?><?cs call:field_open("property", node.Error) ?>
<label for="<?cs var:name ?>"><?cs var:label ?></label><?cs call:field_notes(name, node.Error, "") ?>
<input type="hidden" form="work" name="was_<?cs var:name ?>" value="<?cs var:node.Was ?>">
<select form="work" id="<?cs var:name ?>" name="<?cs var:name ?>" autocomplete="off"<?cs call:field_marks(name, node.Error, "", "0") ?>><?cs each:choice = choices ?>
<option value="<?cs var:choice.Code ?>"<?cs if:choice.Code == node.Value ?> selected<?cs /if ?>><?cs var:choice.Label ?></option><?cs /each ?>
</select>
</div>
<?cs /def ?><?cs

def:event_line(event) ?><li><?cs each:part = event.Parts ?><div><?cs if:?part.Message ?><a href="#m<?cs var:url_escape(part.Message) ?>"><?cs var:part.Text ?></a><?cs else ?><?cs var:part.Text ?><?cs /if ?></div>
<?cs /each ?><span class="small muted"><?cs if:string.length(event.Actor) ?><?cs var:event.Actor ?><?cs else ?><?cs var:tr("automatically") ?><?cs /if ?>, <?cs call:time_short(event.At) ?></span></li>
<?cs /def ?><?cs

def:message_part(message, answers) ?><article class="message<?cs if:message.Kind == "note" ?> note<?cs elif:message.Kind == "solution" ?> solution<?cs elif:?message.Staff ?> staff<?cs /if ?>" id="m<?cs var:message.Id ?>" aria-labelledby="a<?cs var:message.Id ?>">
<header><h3 id="a<?cs var:message.Id ?>"><?cs if:message.Kind == "solution" ?><?cs var:tr("Solution") ?> · <?cs elif:message.Kind == "note" ?><?cs call:icon("lock") ?> <?cs var:tr("Internal note") ?> · <?cs /if ?><?cs var:message.Author ?></h3><span class="muted small"><?cs call:time_short(message.At) ?><?cs if:?message.Source ?>, <?cs var:message.Source ?><?cs /if ?></span></header>
<div class="said"><?cs call:trusted_html(message) ?></div>
<?cs if:?message.Whole.Trusted.Html ?><details class="whole"><summary><?cs var:tr("The whole mail, with what it quotes") ?></summary><div class="said"><?cs call:trusted_html(message.Whole) ?></div></details>
<?cs /if ?><?cs if:string.length(message.Why) ?><p class="small muted why"><span class="unseen"><?cs var:tr("Why is this here?") ?> </span><?cs var:message.Why ?><?cs if:string.length(message.Trust) ?> <?cs var:message.Trust ?><?cs /if ?></p>
<?cs /if ?><?cs if:subcount(answers) > 0 ?><dl class="answers"><?cs each:answer = answers ?><dt><?cs var:answer.Label ?></dt><dd><?cs var:answer.Value ?></dd><?cs /each ?></dl>
<?cs /if ?><?cs call:file_list(message.Files) ?></article>
<?cs /def ?>
