#include "model/demo_data.h"

/* Tickets of the shops' tills and mail. The webshop's are in demo_tickets_web.c. */

static const struct demo_ticket OPEN[] = {
    {.ref = "demo-till-blank",
	.form = "problem",
	.category = "tills",
	.client = KARI,
	.ago = 43,
	.subject = "The till prints blank receipts",
	.body = "Since we changed the paper this morning the till by the entrance prints blank "
		"receipts."
		" The roll turns and is cut, but there is nothing on it. The second till works.",
	.answers = {{"where", "Till 1, by the entrance"}, {"since", "This morning, about nine"},
	    {"extent", "slows"}}},
    {.ref = "demo-mailbox-shared",
	.form = "question",
	.category = "email",
	.client = KARI,
	.ago = DEMO_DAYS(0, 190),
	.subject = "Can two of us answer the same mailbox?",
	.body = "Lars and I both look after the shop's address. Can we both see what the other has"
		" answered, without forwarding everything?"},
    {.ref = "demo-opening-hours",
	.form = "wish",
	.category = "website",
	.client = PRIYA,
	.ago = DEMO_DAYS(1, 35),
	.subject = "Holiday opening hours on the store page",
	.body =
	    "Over the holidays we open at noon. Could the store page show special hours for chosen"
	    " days, next to the normal ones?",
	.answers = {{"reason", "Every December people stand before a closed door."},
	    {"where", "The page of the Toronto store"}}},
    {.ref = "demo-pris",
	.form = "problem",
	.category = "webshop",
	.language = "nb",
	.client = LARS,
	.ago = DEMO_DAYS(1, 310),
	.subject = "Kampanjeprisen vises ikke i nettbutikken",
	.body = "Vi la inn 20 % på alle filtre i går kveld. I kassen i butikken stemmer prisen, men"
		" nettbutikken viser fortsatt den gamle.",
	.answers = {{"since", "I går kveld"}, {"extent", "slows"}},
	.steps = {{ACT_TEAM, ANNA, DEMO_DAYS(1, 280), "Websites", 0},
	    {ACT_ASSIGN, ANNA, DEMO_DAYS(1, 279), NULL, DANIEL}}},
    {.ref = "demo-card-terminal",
	.form = "problem",
	.category = "payment",
	.client = KARI,
	.ago = DEMO_DAYS(2, 95),
	.subject = "The card terminal loses its connection every afternoon",
	.body =
	    "Around three o'clock the terminal says “no connection” for two or three minutes, then"
	    " it works again. Yesterday a customer left without paying.",
	.answers = {{"where", "Till 2"}, {"since", "Monday"}, {"extent", "slows"}},
	.steps = {{ACT_TEAM, MAJA, DEMO_DAYS(2, 80), "Shop systems", 0},
	    {ACT_URGENCY, MAJA, DEMO_DAYS(2, 79), NULL, PRIORITY_HIGH},
	    {ACT_REPLY, ANNA, DEMO_DAYS(2, 41),
		"Thank you, that is a helpful description. The terminal's log shows that it asks "
		"for"
		" a new network address at 15:02 each day and waits long for the answer.\n\n"
		"I have asked for a fixed address for it. Until then: if it happens, unplug the"
		" terminal's network cable and put it back, that shortens the wait to seconds.",
		0},
	    {ACT_STATUS, ANNA, DEMO_DAYS(2, 40), "in_progress", 0},
	    {ACT_DUE, ANNA, DEMO_DAYS(2, 39), NULL, 72},
	    {ACT_NOTE, ANNA, DEMO_DAYS(1, 120),
		"The router in the back office hands out addresses for one day only. Daniel: can we"
		" reserve one for the terminal from here, or does somebody have to go there?",
		0},
	    {ACT_REPLY, KARI, DEMO_DAYS(1, 60),
		"The trick with the cable works. It happened again today at three.", 0}}},
    {.ref = "demo-scanner",
	.form = "problem",
	.category = "tills",
	.client = JAMES,
	.ago = DEMO_DAYS(3, 200),
	.subject = "The scanner reads the new labels twice",
	.body = "Every fish food tin from the new delivery is added twice to the sale. Older labels"
		" are fine.",
	.answers = {{"where", "Both tills"}, {"since", "The delivery of last Thursday"},
	    {"extent", "slows"}},
	.steps =
	    {{ACT_REPLY, ANNA, DEMO_DAYS(3, 130),
		 "Could you send us a photograph of one new and one old label, side by side? The"
		 " new ones may carry two codes close to each other.",
		 0},
		{ACT_STATUS, ANNA, DEMO_DAYS(3, 129), "waiting_client", 0}}},
    {.ref = "demo-newsletter-spam",
	.form = "problem",
	.category = "email",
	.client = KARI,
	.ago = DEMO_DAYS(4, 20),
	.subject = "Our newsletter ends up in the spam folder",
	.body = "Several customers told us that they found our newsletter among their spam. Last"
		" month's arrived normally.",
	.answers = {{"since", "The issue of this week"}, {"extent", "little"}},
	.steps = {{ACT_TEAM, ANNA, DEMO_DAYS(3, 1400), "E-mail and accounts", 0},
	    {ACT_REPLY, MAJA, DEMO_DAYS(3, 1300),
		"The newsletter service sends from a new address since this month, and your domain"
		" doesn't know it yet. The entry has to be made where your domain is registered; we"
		" have asked them and will tell you when it is done.",
		0},
	    {ACT_STATUS, MAJA, DEMO_DAYS(3, 1299), "waiting_other", 0}}},
    {.ref = "demo-stock-report",
	.form = "wish",
	.category = "reports",
	.client = KARI,
	.ago = DEMO_DAYS(6, 410),
	.subject = "A weekly list of what is running out",
	.body =
	    "We would like a list every Monday of articles of which fewer than five are left, so"
	    " that we can order before noon.",
	.answers = {{"reason", "We notice too late that filters are gone."},
	    {"where", "By e-mail, or in the till's reports"}},
	.steps = {{ACT_ASSIGN, MAJA, DEMO_DAYS(6, 300), NULL, DANIEL},
	    {ACT_REPLY, DANIEL, DEMO_DAYS(5, 600),
		"Good idea. Should the limit be five for everything, or would you rather set it for"
		" each article?",
		0},
	    {ACT_STATUS, DANIEL, DEMO_DAYS(5, 599), "waiting_client", 0},
	    {ACT_REPLY, KARI, DEMO_DAYS(5, 200),
		"For each article would be perfect, but five for everything is a start.", 0},
	    {ACT_DUE, DANIEL, DEMO_DAYS(5, 100), NULL, 240}}},
    {.ref = "demo-vouchers",
	.form = "problem",
	.category = "payment",
	.client = PRIYA,
	.ago = DEMO_DAYS(8, 30),
	.subject = "Gift vouchers can be used twice",
	.body =
	    "A customer paid with a voucher online, and then again with the same one in the store."
	    " Both were accepted.",
	.answers = {{"since", "Noticed today"}, {"extent", "slows"}},
	.steps = {{ACT_URGENCY, ANNA, DEMO_DAYS(7, 1430), NULL, PRIORITY_URGENT},
	    {ACT_REPLY, ANNA, DEMO_DAYS(7, 1400),
		"We can see it: the store's tills fetch used vouchers only at night. As a first "
		"step"
		" they now do so every ten minutes.",
		0},
	    {ACT_SOLVE, ANNA, DEMO_DAYS(6, 900),
		"From today the tills ask the webshop for each voucher while the customer waits. We"
		" tried it with three vouchers of yours: the second use is refused.",
		AUDIENCE_PARTICIPANTS},
	    {ACT_CONTEST, PRIYA, DEMO_DAYS(5, 720),
		"It works at till 1, but till 3 accepted a used voucher this morning.", 0},
	    {ACT_NOTE, ANNA, DEMO_DAYS(5, 650),
		"Till 3 was switched off during the update. Send it out again.", 0}}},
    {.ref = "demo-terrarium-heat",
	.form = "problem",
	.category = "other",
	.client = JAMES,
	.ago = DEMO_DAYS(9, 44),
	.subject = "The lamp over tank 12 flickers",
	.body = "The lamp over tank 12 flickers and the fish don't like it.",
	.answers = {{"where", "Back room"}, {"extent", "little"}},
	.steps =
	    {{ACT_REPLY, ANNA, DEMO_DAYS(9, 10),
		 "I'm sorry for the fish! We look after tills, mail and the website only; for lamps"
		 " please call your building's electrician.",
		 0},
		{ACT_STATUS, ANNA, DEMO_DAYS(9, 9), "rejected", 0}}},
    {NULL},
};

static const struct demo_ticket DONE[] = {
    {.ref = "demo-drawer",
	.form = "problem",
	.category = "tills",
	.client = KARI,
	.ago = DEMO_DAYS(5, 340),
	.subject = "The cash drawer doesn't open after a sale",
	.body = "After a cash payment the drawer stays shut. With the key it opens.",
	.answers = {{"where", "Till 1"}, {"since", "Yesterday"}, {"extent", "slows"}},
	.steps = {{ACT_REPLY, ANNA, DEMO_DAYS(5, 300),
		      "Please look behind the receipt printer: is the thin cable with the wide "
		      "plug still"
		      " in the socket marked DK?",
		      0},
	    {ACT_STATUS, ANNA, DEMO_DAYS(5, 299), "waiting_client", 0},
	    {ACT_REPLY, KARI, DEMO_DAYS(5, 250), "It hung half out. Now it opens again!", 0},
	    {ACT_SOLVE, ANNA, DEMO_DAYS(5, 230),
		"The drawer gets its signal from the receipt printer, through the thin cable in the"
		" socket marked **DK**. It had come loose when the printer was moved.\n\n"
		"1. Push the plug in until it clicks.\n2. Print a receipt: the drawer opens.",
		AUDIENCE_PUBLIC},
	    {ACT_RATE, KARI, DEMO_DAYS(4, 1200), "Five minutes, and friendly.", 5}}},
    {.ref = "demo-signature",
	.form = "question",
	.category = "email",
	.client = KARI,
	.ago = DEMO_DAYS(3, 500),
	.subject = "How do I change the text under my mails?",
	.body =
	    "Our telephone number has changed. Where can I change the text that stands under every"
	    " mail of the shop?",
	.steps = {{ACT_SOLVE, MAJA, DEMO_DAYS(3, 420),
	    "In webmail choose **Settings → Signature**, change the number there, and save. Mails"
	    " that you write from then on have the new text; your telephone has a signature of its"
	    " own under its mail settings.",
	    AUDIENCE_CLIENTS}}},
    {.ref = "demo-vat-receipt",
	.form = "question",
	.category = "tills",
	.client = KARI,
	.ago = DEMO_DAYS(12, 260),
	.subject = "Can the receipt show the buyer's company?",
	.body = "A restaurant buys from us and needs a receipt with its name and number.",
	.steps = {{ACT_REPLY, ANNA, DEMO_DAYS(12, 200),
		      "It can. Is it always the same company, or would you want to type it in each "
		      "time?",
		      0},
	    {ACT_REPLY, KARI, DEMO_DAYS(12, 90), "Two companies, always the same ones.", 0},
	    {ACT_SOLVE, ANNA, DEMO_DAYS(11, 1000),
		"Both are now in the till as customers: touch **Customer** before **Pay** and "
		"choose"
		" the company. Its name and number then stand at the top of the receipt.",
		AUDIENCE_PARTICIPANTS},
	    {ACT_CONFIRM, KARI, DEMO_DAYS(11, 700), NULL, 0},
	    {ACT_RATE, KARI, DEMO_DAYS(11, 699), "", 5}}},
    {.ref = "demo-clock",
	.form = "problem",
	.category = "tills",
	.client = LARS,
	.ago = DEMO_DAYS(25, 400),
	.subject = "Receipts carry the wrong hour",
	.body = "Since the clocks changed all receipts are one hour ahead.",
	.answers = {{"where", "Both tills"}, {"since", "The weekend"}, {"extent", "little"}},
	.steps = {{ACT_ASSIGN, MAJA, DEMO_DAYS(25, 380), NULL, ANNA},
	    {ACT_SOLVE, ANNA, DEMO_DAYS(25, 200),
		"The tills had a fixed offset instead of the time zone. They follow Bergen's time "
		"now"
		" and change by themselves in spring. Receipts that are printed already keep their"
		" hour.",
		AUDIENCE_PUBLIC},
	    {ACT_CONFIRM, LARS, DEMO_DAYS(24, 1000), NULL, 0},
	    {ACT_RATE, LARS, DEMO_DAYS(24, 999), "Quick.", 4}}},
    {.ref = "demo-phone-mail",
	.form = "problem",
	.category = "email",
	.client = KARI,
	.ago = DEMO_DAYS(19, 150),
	.subject = "My telephone asks for the mail password again and again",
	.body =
	    "Since I changed my password the telephone asks for it every few minutes, although I"
	    " type the new one.",
	.answers = {{"where", "My telephone"}, {"since", "Friday"}, {"extent", "slows"}},
	.steps =
	    {{ACT_REPLY, MAJA, DEMO_DAYS(19, 100),
		 "The telephone keeps two passwords: one for reading and one for sending. Did you"
		 " change both?",
		 0},
		{ACT_STATUS, MAJA, DEMO_DAYS(19, 99), "waiting_client", 0},
		{ACT_REPLY, KARI, DEMO_DAYS(18, 900), "Where would I find the second one?", 0},
		{ACT_SOLVE, MAJA, DEMO_DAYS(18, 840),
		    "Under **Settings → Mail → Accounts → Outgoing server**. The password for "
		    "sending"
		    " stands there by itself; type the new one in and the questions stop.",
		    AUDIENCE_PUBLIC},
		{ACT_CONFIRM, KARI, DEMO_DAYS(18, 700), NULL, 0},
		{ACT_RATE, KARI, DEMO_DAYS(18, 690), "I would never have found that.", 5}}},
    {.ref = "demo-returns",
	.form = "question",
	.category = "tills",
	.client = JAMES,
	.ago = DEMO_DAYS(33, 300),
	.subject = "How do I take back an article that was bought online?",
	.body = "The customer has the order's number, but no receipt of ours.",
	.steps =
	    {{ACT_SOLVE, ANNA, DEMO_DAYS(33, 100),
		 "Touch **Return**, then **Online order**, and scan the code in the customer's"
		 " confirmation (or type the order's number). The till pays back the way it was "
		 "paid"
		 " and puts the article into your stock.",
		 AUDIENCE_CLIENTS},
		{ACT_CONFIRM, JAMES, DEMO_DAYS(32, 700), NULL, 0},
		{ACT_RATE, JAMES, DEMO_DAYS(32, 650), "Works, though the button is well hidden.",
		    3}}},
    {NULL},
};

extern const struct demo_ticket DEMO_TICKETS_WEB[];

const struct demo_ticket *const DEMO_TICKETS[] = {OPEN, DEMO_TICKETS_WEB, DONE, NULL};
