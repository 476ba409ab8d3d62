<?cs # The head of each mail as HTML: one style sheet of its own, as mail programs read no other.

    Page.Language     "nb"
    Site.Name         "Aquaria Support"
    Site.Url          "https://support.example.com"
    Mail.Subject      "[H1010] Till prints blank receipts"
    Mail.Preview      "In progress": a line that mail programs show in their list, or nothing
?><!doctype html>
<html lang="<?cs var:Page.Language ?>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title><?cs var:Mail.Subject ?></title>
<style>
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 0; background: #f7f6f2; color: #1c2326; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif; -webkit-text-size-adjust: 100%; }
.page { max-width: 600px; margin: 0 auto; padding: 24px 16px 40px; }
.site { margin: 0 0 16px; font-weight: 700; font-size: 16px; letter-spacing: -.01em; }
.site a { color: #0b5f66; text-decoration: none; }
.card { background: #ffffff; border: 1px solid #dcdad2; border-radius: 10px; padding: 24px; overflow-wrap: anywhere; word-break: break-word; }
.card > :last-child { margin-bottom: 0; }
h1 { margin: 0 0 16px; font-size: 20px; line-height: 1.25; letter-spacing: -.01em; }
h1 .signature { display: block; margin: 0 0 4px; font-size: 14px; font-weight: 400; letter-spacing: 0; color: #566167; }
h2 { margin: 24px 0 8px; font-size: 16px; line-height: 1.25; }
p { margin: 0 0 16px; }
a { color: #0b5f66; }
.button { display: inline-block; padding: 11px 20px; border-radius: 8px; background: #0b5f66; border: 1px solid #0b5f66; color: #ffffff; font-weight: 600; text-decoration: none; }
.button.quiet { background: transparent; color: #0b5f66; }
.facts { width: 100%; margin: 0 0 16px; border-collapse: collapse; font-size: 14px; }
.facts th, .facts td { padding: 5px 0; border-top: 1px solid #dcdad2; text-align: left; vertical-align: top; }
.facts th { width: 1%; padding-right: 16px; font-weight: 400; color: #566167; white-space: nowrap; word-break: normal; overflow-wrap: normal; }
.changes { margin: 0 0 16px; padding: 0 0 0 20px; }
.changes li { margin: 0 0 4px; }
.said { margin: 0 0 16px; padding: 12px 16px; border-left: 3px solid #878579; border-radius: 0 8px 8px 0; background: #f7f6f2; }
.said.solution { border-left-color: #2c6e2f; background: #e9f3e9; }
.said.note { border-left-color: #8a5a00; background: #fbf1dd; }
.said .by { margin: 0 0 8px; font-size: 14px; color: #566167; }
.said .by strong { color: #1c2326; }
.said .text { white-space: pre-wrap; }
.said .text p, .said .text ul, .said .text ol, .said .text pre { margin: 0 0 8px; }
.said .text > :last-child { margin-bottom: 0; }
.said pre { white-space: pre-wrap; font-size: 14px; }
.foot { margin: 16px 0 0; font-size: 13px; line-height: 1.5; color: #566167; }
.foot a { color: #566167; }
.preview { display: none; max-height: 0; overflow: hidden; }
@media (max-width: 420px) {
	.page { padding: 12px 8px 32px; }
	.card { padding: 16px; }
	.button { display: block; text-align: center; }
}
@media (prefers-color-scheme: dark) {
	body { background: #14191b; color: #e8eaea; }
	.site a, a { color: #6fc3c6; }
	.card { background: #1c2326; border-color: #2e373b; }
	h1 .signature, .facts th, .said .by, .foot, .foot a { color: #a3adb1; }
	.said .by strong { color: #e8eaea; }
	.button { background: #6fc3c6; border-color: #6fc3c6; color: #06282b; }
	.button.quiet { background: transparent; color: #6fc3c6; }
	.facts th, .facts td { border-color: #2e373b; }
	.said { background: #14191b; border-left-color: #6b777c; }
	.said.solution { border-left-color: #86cf8a; background: #17261a; }
	.said.note { border-left-color: #e6b35a; background: #2a2316; }
}
</style>
</head>
<body>
<?cs if:string.length(Mail.Preview) ?><div class="preview"><?cs var:Mail.Preview ?></div>
<?cs /if ?><div class="page">
<p class="site"><a href="<?cs var:url_validate(Site.Url) ?>"><?cs var:Site.Name ?></a></p>
