<?cs # The one place that prints HTML as it stands: what our own C code made safe (rendered Markdown,
  cleaned mail), set with data_trusted_html(node, "Html", html).

    call:trusted_html(Message)      prints Message.Trusted.Html, "<p>Thank you.</p>"
?><?cs def:trusted_html(trusted_node) ?><?cs uvar:trusted_node.Trusted.Html ?><?cs /def ?>
