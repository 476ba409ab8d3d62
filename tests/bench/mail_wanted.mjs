// What must stay of the replies in the sets of crisp, github and talon, from what their own tests say. The texts of the
// mails are not here: the sets are read from the data folder.

// The answer is what stands above the first empty line.
export const FIRST_PARAGRAPH = 'first paragraph';
const TOP_ANSWERS = ['7', '8', '9', '10', '11', '12', '13', '14', '15', '16', '17', '18', '22', '23', '24', '25', '26', 'portuguese',
	'german', 'german_2', 'german_3', 'german_outlook', 'norwegian_gmail', 'finnish', 'italian', 'russian', 'outlook_split_line_from',
	'gmail_split_line_from', 'ios_outlook_fr', 'ios_outlook', 'msn', 'fr_multiline', 'french_2', 'en_multiline_2', 'original_message',
	'original_message_2', 'danish_dash_separator', 'french_dash_separator', 'tricky_5_mixed_languages',
	'tricky_10_special_chars_in_name', 'tricky_12_no_space_after_header', 'tricky_14_long_quote_header',
	'tricky_15_original_message_variations'];

const RIAK = 'using the Java HTTP API.';

const crisp = (name, ...stays) => ({ file: `${name}.txt`, type: 'text/plain', stays });

export const CRISP = [
	...TOP_ANSWERS.map((name) => ({ file: `email_${name}.txt`, type: 'text/plain', stays: FIRST_PARAGRAPH })),
	crisp('email_1', RIAK),
	crisp('email_2', 'Hi,', 'You can list the keys for the bucket', 'would do it.', 'need to delete them all individually.'),
	crisp('email_3', 'Oh thanks. Having the function would be great.'),
	crisp('email_4', 'Awesome!'),
	crisp('email_6', 'I get proper rendering as well.'),
	crisp('email_19', 'On Thursday, I get proper rendering.'),
	crisp('email_20', 'On Thursday.'),
	crisp('email_21', 'On Thursday: Lorem ipsum dolor sit amet'),
	crisp('correct_sig', 'this is an email with a correct -- signature.'),
	crisp('sig_no_empty_line', 'this is an email with a signature with no empty line above.'),
	crisp('email_one_is_not_on', 'One outstanding question I had: Locally (on development), when I run...'),
	crisp('email_sent_from', 'Hi it can happen to any texts you type, as long as you type in between words or paragraphs.'),
	crisp('email_emoji', '🎉 — John Doe CEO at Pandaland @pandaland'),
	crisp('email_not_a_signature', 'scheduled to expire soon'),
	crisp('email_not_a_signature_2', '-- first point needs to be checked', 'I hope you can check it', 'Thanks!'),
	crisp('email_reply_header', 'On the other hand, it could happen TWICE!'),
	crisp('email_zoho', 'What is the best way to clear a Riak bucket of all key, values after running a test?'),
	crisp('email_with_regards', 'Hi, I still have the same problem.... Can you help?'),
	crisp('email_sent_from_my_not_signature', 'Sent from my desk, is much easier then my mobile phone.'),
	crisp('email_bullets', 'and retain this formatting', '- how about bullets - and another'),
	crisp('email_thread', 'This is new email reply in thread from bellow.'),
	crisp('email_unquoted_reply', 'This is my reply.'),
	crisp('email_iphone', 'Here is another email'),
	crisp('email_blackberry', 'Here is another email'),
	crisp('email_multi_word_sent_from_my_mobile_device', 'Here is another email'),
	crisp('email_with_date_headers', 'Thank you very much.'),
	crisp('email_with_from_headers', 'My email is <foo@example.com>'),
	crisp('email_tricky_1_on_false_positive', 'On the surface', 'On average, this parser works well.', 'On a separate note'),
	crisp('email_tricky_2_url_with_wrote', 'Check out this article', 'https://example.com/blog', 'Best regards, John'),
	crisp('email_tricky_3_code_block', 'function sendEmail', 'Sent from my custom mailer', "signature: '--", 'Notice how the code'),
	crisp('email_tricky_4_from_in_body', 'and from: jane@example.com', 'not From: external', 'the actual message content.'),
	crisp('email_tricky_6_regards_in_sentence', 'with regards to the payment', 'As regards the timeline', 'should be visible.'),
	crisp('email_tricky_7_multiple_dashes', 'Key Points', '2. Memory usage reduced', 'separators in my content.'),
	crisp('email_tricky_8_sent_from_in_content', 'sent from my iPhone app to all users.', 'not Sent from my iPad.', 'main server.'),
	crisp('email_tricky_9_nested_quotes', 'I agree with the points below.'),
	crisp('email_tricky_11_double_signature', 'Thanks for your help!'),
	crisp('email_tricky_13_timestamp_variations', 'different timestamp formats', '2024/01/15 14:30:25', 'not quote headers.'),
	crisp('email_tricky_16_unicode_signatures', 'Thanks for the update!'),
	crisp('email_tricky_17_forward_header', 'See the forwarded message below.'),
	crisp('email_tricky_18_inline_reply', "What's your opinion on option A?", 'I think option A is great.', 'What about option B?',
		'Option B has some drawbacks.', 'Option C is not suitable for our use case.'),
	crisp('email_tricky_19_quote_without_header', 'I wanted to respond', 'My response to the quoted', 'And my final thoughts.'),
	crisp('email_tricky_20_html_entities', 'The data should be &gt; 100 and &lt; 200.', '&amp; symbols are handled correctly.'),
];

const github = crisp;

export const GITHUB = [
	github('email_1_1', RIAK),
	github('email_1_2', 'Hi,', 'On Tue, 2011-03-01', 'You can list the keys', 'need to delete them all individually.'),
	github('email_1_3', 'Oh thanks. Having the function would be great.'),
	github('email_1_4', 'Awesome!'),
	github('email_1_5', 'One: Here\'s what I\'ve got.'),
	github('email_1_6', 'I get proper rendering as well.'),
	github('email_1_7', ':+1:'),
	github('email_1_8', 'I will reply under this one', 'okay?', 'and under this.'),
	github('correct_sig', 'this is an email with a correct -- signature.'),
	github('email_2_1', 'Outlook with a reply'),
	github('email_2_2', 'Outlook with a reply directly above line'),
	github('email_2_3', 'Outlook with a reply directly above line'),
	github('email_iPhone', 'Here is another email'),
	github('email_BlackBerry', 'Here is another email'),
	github('email_multi_word_sent_from_my_mobile_device', 'Here is another email'),
	github('email_sent_from_my_not_signature', 'Here is another email Sent from my desk, is much easier then my mobile phone.'),
	github('email_bullets', 'test 2 this should list second and have spaces and retain this formatting - how about bullets - and another'),
	github('email_one_is_not_on', 'One outstanding question I had: Locally (on development), when I run...'),
	github('greedy_on', 'On your remote host'),
	github('email_sig_delimiter_in_middle_of_line', 'Hi there!', 'Stuff happened.', 'And here is a fix -- this is not a signature.', 'kthxbai'),
];

const talon = (name, stays, body, type = 'text/plain') => ({ name, body, type, stays: [].concat(stays) });
const html = (file) => ({ file: `html_replies/${file}.html`, type: 'text/html', stays: ['Hi. I am fine.', 'Thanks,', 'Alex'] });
const standard = (file, stays = 'Hello') => ({ file: `standard_replies/${file}.eml`, type: 'message', stays: [stays] });

export const TALON = [
	...['gmail', 'hotmail', 'mail_ru', 'ms_outlook_2003', 'ms_outlook_2007', 'ms_outlook_2010', 'thunderbird', 'windows_mail', 'yandex_ru'].map(html),
	...['android', 'aol', 'apple_mail', 'apple_mail_2', 'comcast', 'gmail', 'hotmail', 'outlook', 'thunderbird', 'yahoo'].map((name) => standard(name)),
	standard('iphone', 'Hello'),
	standard('sparrow', 'Hello'),
	{ file: 'OLK_SRC_BODY_SECTION.html', type: 'text/html', stays: ['Reply'] },
	{ file: 'reply-separated-by-hr.html', type: 'text/html', stays: ['Hi', 'there'] },
	talon('on a day someone wrote', 'Test reply', 'Test reply\n\nOn 04/19/2011 07:10 AM, Jane Doe wrote:\n\n>\n> Test.\n>\n> Jane'),
	talon('wraps', ['Test reply', 'Regards, Jane'], 'Test reply\n\nOn 04/19/2011 07:10 AM, Jane Doe wrote:\n\n>\n> Test\n\nRegards, Jane'),
	talon('below', 'Test reply', 'On 04/19/2011 07:10 AM, Jane Doe wrote:\n\n>\n> Test\nTest reply'),
	talon('on', ['Words', 'On words'], 'Words\nOn words'),
	talon('decoration', ['See us here', 'and follow the link above'], 'See us here\n>>> >>>  http://www.example.org <<<\nand follow the link above'),
	talon('forwarded', ['FYI', 'Forwarded message', 'line subject', 'Text'],
		'FYI\n\n---------- Forwarded message ----------\nFrom: bob@example.com\nDate: Tue, Sep 4, 2012 at 1:35 PM\nSubject: Two\nline subject\nTo: rob@example.com\n\nText'),
	talon('appointment', ['Invitation for an interview:', 'Address: 130 Fox St', 'Please bring in your ID.'],
		'Invitation for an interview:\n\nDate: Wednesday 3, October 2011 \nTime: 7 : 00am \nAddress: 130 Fox St\n\nPlease bring in your ID.'),
	talon('feedback', ['Enter Feedback Below', 'that this line is intact.'],
		'Please enter your feedback below.\n\n------------------------------------- Enter Feedback Below -------------------------------------\n\nThe user experience was fine, so\nthat this line is intact.'),
	talon('a quote of the writer', ['Reply', 'Regular'],
		'Reply\n<blockquote>Regular</blockquote>\n<div>On 11-Apr-2011, at 6:54 PM, Bob &lt;bob@example.com&gt; wrote:</div>\n<blockquote><div><blockquote>Nested</blockquote></div></blockquote>', 'text/html'),
	talon('a quote by hand', ['Message', 'My name is William'],
		'Message\n<blockquote class="gmail_quote"><div class="gmail_default">My name is William.<br/></div></blockquote>', 'text/html'),
	talon('disclaimer', ['message', 'disclaimer'],
		'<html><body><div><div>message</div><blockquote>Quote</blockquote></div><div>disclaimer</div></body></html>', 'text/html'),
	talon('gmail forward', ['Forwarded message', 'All of it'],
		'<div class="gmail_quote">---------- Forwarded message ----------<br>From: Anna &lt;anna@example.org&gt;<br>Date: Fri, Feb 11, 2022 at 5:59 PM<br>Subject: News<br>To: Bob<br><br><div>All of it</div></div>', 'text/html'),
	talon('all in a quote', ['Reply'],
		'<blockquote>Reply<div>On 11-Apr-2011, at 6:54 PM, Bob &lt;bob@example.com&gt; wrote:</div><div>Test</div></blockquote>', 'text/html'),
];
