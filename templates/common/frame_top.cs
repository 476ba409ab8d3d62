<?cs # The beginning of every page, up to the inside of <main>. Include common/parts.cs before it.

  A template may set before it, by set:Page.Layout = "read":
    Page.Layout       "read" for one column of reading width; else the page is wide
  The handler and lib/web fill:
    Page.Title        "Report a problem"
    Page.Language     "en"
    Page.Section      home, tickets, kb, status, desk, mail, articles, admin, account: the present entry of the navigation
    Page.Path         "/new/problem", to come back to after signing in
    Page.Canonical    "https://support.example.com/kb/H1010-slug", or nothing
    Page.Alternates.N.Language, .Url     the same in other languages, itself among them, or nothing
    Page.Feeds.N.Title, .Atom, .Rss      "Aquaria Support – Knowledge base", "/feed/kb.atom", "/feed/kb.rss", or nothing
    Page.Description  "Why a till prints blank receipts, and what to do.", or nothing
    Page.NoIndex      "1": search engines keep away
    Site.Name         "Aquaria Support"
    Viewer.Known, .Staff, .Admin   "1" or nothing
    Viewer.Manager    "1": of their organisation, or nothing
    Viewer.Name       "Kari Holm"
    Viewer.Organisation    "Bergen store", or nothing
    Csrf              token of this page's forms
    Banner.Title, .Path    "Mail is late", "/status/12-mail-is-late": what is wrong now, or nothing
    Banner.Kind, .Impact.Code, .More     "incident" or "maintenance", "major", "2": so many others, or nothing
    Flash.Text        "We have your request." or nothing
    Flash.Kind        "done" or "problem"
?><!doctype html>
<html lang="<?cs var:Page.Language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><?cs if:string.length(Page.Title) ?><?cs var:Page.Title ?> · <?cs /if ?><?cs var:Site.Name ?></title>
<?cs if:?Page.NoIndex ?><meta name="robots" content="noindex">
<?cs /if ?><?cs if:?Page.Canonical ?><link rel="canonical" href="<?cs var:url_validate(Page.Canonical) ?>">
<?cs /if ?><?cs each:alternate = Page.Alternates ?><link rel="alternate" hreflang="<?cs var:alternate.Language ?>" href="<?cs var:url_validate(alternate.Url) ?>">
<?cs /each ?><?cs each:feed = Page.Feeds ?><link rel="alternate" type="application/atom+xml" title="<?cs var:feed.Title ?> (Atom)" href="<?cs var:url_validate(feed.Atom) ?>">
<link rel="alternate" type="application/rss+xml" title="<?cs var:feed.Title ?> (RSS)" href="<?cs var:url_validate(feed.Rss) ?>">
<?cs /each ?><?cs if:string.length(Page.Description) ?><meta name="description" content="<?cs var:Page.Description ?>">
<?cs /if ?><meta name="theme-color" content="#0b5f66" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#1c2326" media="(prefers-color-scheme: dark)">
<link rel="icon" href="/img/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/css/docket.css">
<script type="module" src="/js/docket.js"></script>
</head>
<body>
<a class="skip" href="#main"><?cs var:tr("Skip to the content") ?></a>
<header class="top"><div>
<a class="brand" href="/"><?cs call:icon("logo") ?><span><?cs var:Site.Name ?></span></a>
<nav aria-label="<?cs var:tr("Main menu") ?>">
<?cs call:menu_entry("/", tr("Home"), "home") ?>
<?cs if:?Viewer.Known && !?Viewer.Staff ?><?cs call:menu_entry("/tickets", tr("My requests"), "tickets") ?>
<?cs /if ?><?cs call:menu_entry("/kb", tr("Knowledge base"), "kb") ?>
<?cs call:menu_entry("/status", tr("Status"), "status") ?>
<?cs if:?Viewer.Staff ?><?cs call:menu_entry("/desk", tr("Queues"), "desk") ?>
<?cs call:menu_entry("/desk/mail", tr("Mail"), "mail") ?>
<?cs call:menu_entry("/desk/articles", tr("Articles"), "articles") ?>
<?cs call:menu_entry("/desk/reports", tr("Reports"), "reports") ?>
<?cs /if ?><?cs if:?Viewer.Admin ?><?cs call:menu_entry("/admin", tr("Administration"), "admin") ?>
<?cs /if ?><?cs if:?Viewer.Manager ?><?cs call:menu_entry("/export", tr("Export"), "export") ?>
<?cs /if ?></nav>
<div class="who"><?cs if:?Viewer.Known ?>
<a href="/account"<?cs if:Page.Section == "account" ?> aria-current="page"<?cs /if ?>><?cs call:icon("person") ?><span class="unseen"><?cs var:tr("Your account:") ?></span> <span><?cs var:Viewer.Name ?></span></a>
<form method="post" action="/logout"><?cs call:csrf_input() ?><button class="button quiet"><?cs var:tr("Sign out") ?></button></form>
<?cs else ?><a class="button" href="/login?next=<?cs var:url_escape(Page.Path) ?>"><?cs var:tr("Sign in") ?></a>
<?cs /if ?></div>
</div></header>
<?cs if:?Banner.Path && Page.Section != "status" ?><aside class="notice <?cs var:Banner.Kind ?> <?cs var:Banner.Impact.Code ?>" aria-label="<?cs var:tr("Service status") ?>"><p><?cs if:Banner.Kind == "maintenance" ?><?cs call:icon("clock") ?> <?cs var:tr("Under maintenance:") ?><?cs else ?><?cs call:icon("problem") ?> <?cs var:tr("Something is wrong:") ?><?cs /if ?> <a href="<?cs var:url_validate(Banner.Path) ?>"><?cs var:Banner.Title ?></a><?cs if:#Banner.More > 0 ?> <a href="/status"><?cs var:trn("and %d other", "and %d others", #Banner.More) ?></a><?cs /if ?></p></aside>
<?cs /if ?><main id="main" tabindex="-1"<?cs if:Page.Layout == "read" ?> class="read"<?cs /if ?>>
<?cs if:?Flash.Text ?><div class="flash <?cs var:Flash.Kind ?>" role="status" data-flash="<?cs var:Flash.Kind ?>"><?cs if:Flash.Kind == "problem" ?><?cs call:icon("problem") ?><?cs else ?><?cs call:icon("check") ?><?cs /if ?><p><?cs var:Flash.Text ?></p></div>
<?cs /if ?>
