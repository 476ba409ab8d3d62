<?cs # A part of a page: articles to put into an answer, as somebody types (htdocs/js/picker.js).

    Pick.N.*     see pick_list in article_parts.cs
?><?cs include:"common/parts.cs" ?><?cs include:"desk/article_parts.cs" ?><?cs call:pick_list(Pick) ?>
