# Messages.pm: what there is to translate, and the catalogues, for po/update and tests/lint/po.
package Messages;
use strict;
use warnings;
use utf8;
use Exporter 'import';
use File::Find;

our @EXPORT_OK = qw(extract read_po write_po key slots);

# A message is a hash: context and plural (or undef), id, files (where it stands), texts (one a plural form).
# Its key tells it from all others.
sub key { my ($m) = @_; return defined $m->{context} ? "$m->{context}\x04$m->{id}" : $m->{id} }

# The places that an argument takes, sorted.
sub slots { my ($text) = @_; return join ' ', sort $text =~ /%[12d]/g }

sub slurp {
	my ($name) = @_;
	open my $file, '<:encoding(UTF-8)', $name or die "$name: $!\n";
	local $/;
	my $text = <$file>;
	close $file;
	return $text;
}

sub sources {
	my ($pattern, @folders) = @_;
	my @found;
	find({ no_chdir => 1, wanted => sub { push @found, $_ if -f && /$pattern/ } }, grep { -d } @folders);
	return sort @found;
}

# --- Templates: tr("…"), tr1("…", a), tr2("…", a, b), trn("…", "…", n) within <?cs … ?>.

my $cs = qr/"([^"]*)"|'([^']*)'/;

sub from_template {
	my ($text, $found) = @_;
	while ($text =~ /<\?cs(.*?)\?>/gs) {
		my $code = $1;
		next if $code =~ /^\s*#/;
		while ($code =~ /\btr[12]?\(\s*$cs/g) { $found->($1 // $2) }
		while ($code =~ /\btrn\(\s*$cs\s*,\s*$cs/g) { $found->($1 // $2, $3 // $4) }
	}
}

# --- C: the literal arguments of these functions, and TR("…") anywhere.

my %calls = (    # function => [which argument, which is the plural, which the context]
	TR => [0], data_tr => [2], page_text => [1], language_fill => [2], language_text => [2, undef, 1],
	language_plural => [1, 2], language_count => [2, 3],
);
my $literal = qr/"(?:[^"\\\n]|\\.)*"/;
my $functions = join '|', sort keys %calls;

# The value of adjacent literals (perhaps in TR), or undef.
sub literal {
	my ($text) = @_;
	return undef unless defined $text && $text =~ /^\s*(?:TR\(\s*)?((?:$literal\s*)+)\)?\s*$/s;
	my $value = join '', map { substr $_, 1, -1 } $1 =~ /$literal/g;
	my %escape = (n => "\n", t => "\t");
	$value =~ s/\\(.)/$escape{$1} \/\/ $1/ge;
	return $value;
}

# The arguments from behind an opening parenthesis on.
sub arguments {
	my ($rest) = @_;
	my ($depth, $argument, @all) = (0, '');
	while ($rest =~ /\G($literal|'(?:[^'\\]|\\.)+'|.)/gs) {
		my $token = $1;
		return (@all, $argument) if $token eq ')' && $depth == 0;
		if ($token eq ',' && $depth == 0) { push @all, $argument; $argument = ''; next }
		$depth++ if $token =~ /^[(\[{]$/;
		$depth-- if $token =~ /^[)\]}]$/;
		$argument .= $token;
	}
	return @all;
}

sub from_c {
	my ($text, $found) = @_;
	$text =~ s{($literal)|/\*.*?\*/|//[^\n]*}{$1 // ' '}gse;
	$text =~ s/^\s*#\s*define[^\n]*//gm;
	while ($text =~ /\b($functions)\s*\(/g) {
		my ($message, $plural, $context) = @{ $calls{$1} };
		my @given = arguments(substr $text, pos $text);
		my $id = literal($given[$message]);
		next unless defined $id && length $id;
		$found->($id, defined $plural ? literal($given[$plural]) : undef,
			defined $context ? literal($given[$context]) : undef);
	}
}

# --- SQL: the literal behind /* TR */.

sub from_sql {
	my ($text, $found) = @_;
	while ($text =~ m{/\*\s*TR\s*\*/\s*'((?:[^']|'')*)'}g) {
		(my $value = $1) =~ s/''/'/g;
		$found->($value);
	}
}

# All messages of the tree, in the order in which they stand there.
sub extract {
	my (%known, @all);
	my @readers = (
		[\&from_template, sources(qr/\.cs$/, 'templates')],
		[\&from_c, sources(qr/\.[ch]$/, qw(cgi-bin daemons ctl lib))],
		[\&from_sql, sources(qr/\.sql$/, 'sql')],
	);
	for my $reader (@readers) {
		my ($read, @files) = @$reader;
		for my $file (@files) {
			$read->(slurp($file), sub {
				my ($id, $plural, $context) = @_;
				my $message = { id => $id, plural => $plural, context => $context, files => [] };
				my $key = key($message);
				push @all, $known{$key} = $message unless $known{$key};
				$known{$key}{plural} //= $plural;
				push @{ $known{$key}{files} }, $file unless grep { $_ eq $file } @{ $known{$key}{files} };
			});
		}
	}
	return @all;
}

# --- Catalogues.

sub unquote {
	my ($text) = @_;
	my %escape = (n => "\n", t => "\t", r => "\r");
	$text =~ s/\\(.)/$escape{$1} \/\/ $1/ge;
	return $text;
}

# The messages of a catalogue, the header (id "") first: also notes (translator's comments), fuzzy, line.
sub read_po {
	my ($name) = @_;
	my (@all, $field);
	my $message = { texts => [], notes => [] };
	my $finish = sub {
		push @all, $message if defined $message->{id};
		$message = { texts => [], notes => [] };
		undef $field;
	};
	my $number = 0;
	for my $line (split /\n/, slurp($name)) {
		$number++;
		if ($line =~ /^\s*$/) { $finish->() }
		elsif ($line =~ /^#,.*\bfuzzy\b/) { $message->{fuzzy} = 1 }
		elsif ($line =~ /^# ?(?![~:,.|])/) { push @{ $message->{notes} }, $line }
		elsif ($line =~ /^#/) { }
		elsif ($line =~ /^(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d)\])?)\s+"(.*)"\s*$/) {
			$finish->() if $1 eq 'msgctxt' && defined $message->{id};
			$finish->() if $1 eq 'msgid' && defined $message->{id};
			my %fields = (msgctxt => 'context', msgid => 'id', msgid_plural => 'plural');
			$message->{line} = $number if $1 eq 'msgid';
			$field = $fields{$1} ? \$message->{ $fields{$1} } : \$message->{texts}[$2 // 0];
			$$field = unquote($3);
		}
		elsif ($line =~ /^"(.*)"\s*$/ && $field) { $$field .= unquote($1) }
		else { die "$name:$number: not understood: $line\n" }
	}
	$finish->();
	return @all;
}

# A field of a catalogue: on one line, or with "" first and then a line for each of the text's.
sub quote {
	my ($keyword, $text) = @_;
	my @lines = $text =~ /[^\n]*\n|[^\n]+$/g;
	for (@lines) {
		s/(["\\])/\\$1/g;
		s/\t/\\t/g;
		s/\n/\\n/;
	}
	@lines = ('', @lines) if @lines != 1;
	return $keyword . ' ' . join '', map { "\"$_\"\n" } @lines;
}

sub write_po {
	my ($name, @all) = @_;
	my $out = '';
	for my $message (@all) {
		$out .= "\n" if length $out;
		$out .= "$_\n" for @{ $message->{notes} // [] };
		$out .= "#: $_\n" for @{ $message->{files} // [] };
		$out .= "#, fuzzy\n" if $message->{fuzzy};
		$out .= quote('msgctxt', $message->{context}) if defined $message->{context};
		$out .= quote('msgid', $message->{id});
		my $plural = defined $message->{plural};
		$out .= quote('msgid_plural', $message->{plural}) if $plural;
		my @texts = @{ $message->{texts} };
		for my $form (0 .. $#texts) {
			$out .= quote($plural ? "msgstr[$form]" : 'msgstr', $texts[$form] // '');
		}
	}
	open my $file, '>:encoding(UTF-8)', $name or die "$name: $!\n";
	print $file $out;
	close $file or die "$name: $!\n";
}

1;
