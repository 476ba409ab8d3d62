<?cs # Macros of the status pages for staff. Include it first; it prints nothing itself.

    touched(components, choices)     how each component works meanwhile: components.N.Input, .Name, .Group, .Value;
                                     choices.N.Code, .Label
    ticket_box(ticket, name)         a check box of that name: ticket.Id, .Number, .Path, .Subject, .Contact, .Created.*
?><?cs include:"status/parts.cs" ?><?cs

def:touched(components, choices) ?><fieldset class="field"><legend><?cs var:tr("What does it touch, and how well does that work meanwhile?") ?></legend>
<div class="properties-grid"><?cs each:component = components ?><div class="field property"><label for="<?cs var:component.Input ?>"><?cs if:string.length(component.Group) ?><span class="muted"><?cs var:component.Group ?> · </span><?cs /if ?><?cs var:component.Name ?></label>
<select id="<?cs var:component.Input ?>" name="<?cs var:component.Input ?>"><?cs each:choice = choices ?><option value="<?cs var:choice.Code ?>"<?cs if:choice.Code == component.Value ?> selected<?cs /if ?>><?cs var:choice.Label ?></option><?cs /each ?></select></div>
<?cs /each ?></div></fieldset>
<?cs /def ?><?cs

def:ticket_box(ticket, name, checked) ?><li><label><input type="checkbox" name="<?cs var:name ?>" value="<?cs var:ticket.Id ?>"<?cs if:checked == "1" ?> checked<?cs /if ?>> <span><span class="number"><?cs var:ticket.Number ?></span> <?cs var:ticket.Subject ?><?cs if:string.length(ticket.Contact) ?> <span class="small muted"><?cs var:ticket.Contact ?></span><?cs /if ?></span></label></li>
<?cs /def ?>
