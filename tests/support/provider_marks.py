#!/usr/bin/env python3
"""Of replies whose speaker is known: how many carry a mark of that speaker, and how many of these we name.
Usage: provider_marks.py PROGRAM FOLDER [LEAST]

FOLDER/replies/replies.jsonl has one object a line: `reply`, and `providers`, the names it goes by. A mark is what no other
server writes: a code in brackets, a host or URL of the provider, its own prefix. Words that anybody could say are no mark.
With LEAST (percent) the exit status tells whether the share is reached; without the file nothing is measured.
"""
import json, os, re, subprocess, sys, tempfile

# provider in the labels -> marks of it, our keys of it
OUTLOOK = (r'outlook\.com\b|\(S\d{3,4}\)|\b(RP|SC|DY|OU)-00\d|postmaster\.live\.com|sender\.office\.com|\bAS\(?\d{3,}|ATTR\d|\bPRX\d|NextHop:|'
           r'go\.microsoft\.com|TRANSPORT\.RULES|RESOLVER\.|STOREDRV\.|\b5\.7\.(5[01]\d|515|60[6-9]|6[1-4]\d|7[0-4]\d|750)\b', ('outlook-com', 'exchange-online', 'exchange'))
UNITED = (r'gmx\.(net|com|de)|web\.de\b|mail\.com\b|Nemesis|1und1|ionos|kundenserver', ('gmx',))
MARKS = {
    'google': (r'gsmtp|google\.com|\bGmail\b', ('gmail',)),
    'outlook': OUTLOOK, 'microsoft365': OUTLOOK, 'exchangeonline': OUTLOOK,
    'gmx': UNITED, 'webde': UNITED, 'unitedinternet': UNITED,
    'yahoo': (r'\[(TSS?|BL|PH|IPTS|AU)\d\d\]|yahoo(dns|inc)?\.(com|net)|verizonmedia\.com|delivery error: dd|\(554\.30\)|\[#\d+\.\d+\.\d+\]', ('yahoo', 'aol')),
    'apple': (r'\[(CS|HM|BS|HME)\d+\]|icloud\.com|apple\.com|\bme\.com|mac\.com', ('icloud',)),
    'icloud': (r'\[(CS|HM|BS|HME)\d+\]|icloud\.com|apple\.com|\bme\.com|mac\.com', ('icloud',)),
    'comcast': (r'comcast\.net|#(BL|RL|DM)\d{6}', ('comcast', 'yahoo')),
    'att': (r'DNSBL:\w+ 521<|\b(alph|flph|flpd)\d+|att\.net|prodigy\.net|sbcglobal\.net', ('att', 'yahoo')),
    'cox': (r'\bCX[A-Z]{2,6}\b|\bCDRBL\b|\bIPBL\d|\bURLBL\d|cox\.net', ('cox',)),
    'spectrum': (r'AUP#|charter\.net|rr\.com|spectrum\.net', ('spectrum',)),
    'tonline': (r't-online\.de', ('t-online',)),
    'orange': (r'\bOFR\w*_\d{3}|mwinf|orange\.fr|wanadoo\.fr', ('orange',)),
    'laposte': (r'\bLPN\d*_\d{3}|laposte\.net', ('laposte',)),
    'free': (r'free\.fr|proxad\.net|\(UserSearch\)', ('free',)),
    'sfr': (r'GU_EIB_\d+|sfr\.fr', ('sfr',)),
    'mailru': (r'mail\.ru\b', ('mailru',)),
    'yandex': (r'yandex\.|ya\.cc/', ('yandex',)),
    'rambler': (r'rambler\.ru|^540 ', ('rambler',)),
    'qq': (r'qq\.com', ('qq',)),
    'netease': (r'\b(HL|MI|RP|DT|WM):[A-Z]{3}\b|163\.com|126\.com', ('netease',)),
    'zoho': (r'zoho\.|\bZoho\b|^541 ', ('zoho',)),
    'godaddy': (r'\bIB\d{3}\b|secureserver\.net|bizsmtp', ('godaddy',)),
    'rackspace': (r'\(G[0-9A-Z]{1,2}\)|emailsrvr\.com', ('rackspace',)),
    'titan': (r'titan\.email|hostgator', ('titan',)),
    'facebook': (r'\b(RCP|POL|DNS|CON|MSG|INT)-[PT]\d|facebook\.com', ('facebook',)),
    'proofpoint': (r'pphosted\.com|ppe-hosted\.com|proofpoint\.com|cloudmark\.com', ('proofpoint', 'cloudmark')),
    'mimecast': (r'mimecast\.|DOC-1369|MCSpamSignature', ('mimecast',)),
    'barracuda': (r'barracuda|cuda_nsu', ('barracuda',)),
    'cisco': (r'iphmx\.com|^\d{3} #\d\.\d|IronPort|senderbase|talosintelligence', ('cisco',)),
    'emailsecuritycloud': (r'messagelabs\.com|symanteccloud\.com|symantec|TECH\d{6}', ('symantec-cloud',)),
    'trendmicro': (r'trendmicro|Trend Micro|mail-abuse\.com|\b(BLOCK-[A-Z-]+|NO-DOMAIN|Invalid-Recipient)\.$', ('trendmicro',)),
    'fireeye': (r'\bETP\d{3}\b', ('trellix',)),
    'improvmx': (r'#id-\d|improvmx', ('improvmx',)),
    'infomaniak': (r'infomaniak', ('infomaniak',)), 'hostpoint': (r'hostpoint', ('hostpoint',)), 'mxroute': (r'mxroute|mxlogin', ('mxroute',)),
    'protonmail': (r'proton(mail)?\.(ch|me|com)', ('proton',)),
}

def answers(program, replies):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'replies.txt')
        with open(path, 'w', encoding='utf-8') as f: f.write('\n'.join(replies) + '\n')
        out = subprocess.run([program, '--format', 'ndjson', '--dialect', 'reply', path], stdout=subprocess.PIPE, check=False).stdout
    found = {}
    for record in map(json.loads, out.decode().splitlines()):
        if record['record'] in ('failure', 'report'): found.setdefault(record['line'], record['diagnosis']['provider'])
    return [found.get(n + 1) for n in range(len(replies))]

def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__.strip())
    program, path = sys.argv[1], os.path.join(sys.argv[2], 'replies', 'replies.jsonl')
    if not os.path.isfile(path): print('skipped: no labelled replies'); return 0
    with open(path, encoding='utf-8') as f: rows = [row for row in map(json.loads, f) if row['providers']]
    marked = [row for row in rows if any(re.search(MARKS[p][0], row['reply'], re.IGNORECASE) for p in row['providers'] if p in MARKS)]
    named = 0
    for row, got in zip(marked, answers(program, [row['reply'] for row in marked])):
        keys = [key for p in row['providers'] for key in MARKS.get(p, ('', ()))[1]]
        if got in keys: named += 1
        else: print(f'{row["id"]}: {row["providers"]}: we say {got}')
    share = 100 * named / len(marked) if marked else 100
    print(f'{len(rows)} replies of known speakers; {len(marked)} carry a mark; {named} of these named: {share:.1f} %')
    return 0 if len(sys.argv) < 4 or share >= float(sys.argv[3]) else 1

if __name__ == '__main__': sys.exit(main())
