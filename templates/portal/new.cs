<?cs # The choice of forms.

    Forms.N.Code, .Name, .Summary, .Icon     "problem", "Report a problem", "Something that worked has
                                             stopped working", "problem"
?><?cs include:"portal/rows.cs" ?><?cs include:"common/frame_top.cs" ?>
<p class="trail"><a href="/"><?cs var:tr("Home") ?></a></p>
<h1><?cs var:tr("What is it about?") ?></h1>
<?cs if:subcount(Forms) > 0 ?><?cs call:form_choices(Forms) ?>
<?cs else ?><?cs call:empty_state("inbox", tr("There is no form here."), tr("The administrator of this portal can offer some.")) ?>
<?cs /if ?><?cs include:"common/frame_bottom.cs" ?>
