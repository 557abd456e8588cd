# ruff: noqa: E501 (a table: one row, one line)
"""The words the band understands: one table of genres, instruments, drum machines, moods and effects.

A row is a term's names, parted by ``|`` (the first is the one that is shown), its kind, and its sound in the shorthand of
`style.parse_style`. Hearing a prompt in them is `hearing`'s part.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lyria_osc.offline.style import CHAIRS, Style, parse_style


class TermKind(StrEnum):
    """What a term is about, which says how much it has to say beside others."""

    GENRE = "genre"
    INSTRUMENT = "instrument"
    KIT = "kit"
    MOOD = "mood"


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its names (lower case, words parted by single blanks) and its sound."""

    names: tuple[str, ...]
    kind: TermKind
    sound: Style


NEUTRAL = parse_style(
    "groove:house*0.4 groove:lofi*0.6 kit:909*0.5 kit:lofi*0.5 harmony:soul*0.6 harmony:pop*0.4 "
    "bass:finger comp:rhodes pad:warm*0.6 arp:synthpluck*0.5 lead:vibes*0.8 "
    "bpm=112 swing=0.1 rich=0.6 reverb=0.4 delay=0.25 duck=0.25 form=0.7"
)
"""What the band plays when nobody asks for anything, and what guidance 0 falls back to."""

_TABLE = """
# Genres: electronic.
genre | deep house | groove:house kit:909 harmony:soul bass:sub comp:rhodes pad:warm arp:synthpluck*0.4 lead:vibes*0.5 bpm=122 swing=0.12 minor=0.8 rich=0.8 reverb=0.45 delay=0.35 duck=0.6
genre | house, chicago house, funky house | groove:house kit:909 harmony:soul bass:analog comp:stab pad:warm*0.4 arp:synthpluck*0.4 lead:piano*0.6 bpm=124 minor=0.6 rich=0.5 reverb=0.35 delay=0.25 duck=0.7
genre | minimal techno, minimal | groove:techno kit:909 harmony:static bass:sub comp:stab*0.5 arp:sequence*0.7 lead:synthpluck*0.3 bpm=127 minor=0.95 rich=0.2 reverb=0.3 delay=0.45 duck=0.5 busy=-0.1 form=0.9
genre | techno, detroit techno, acid techno | groove:techno kit:909 harmony:static bass:acid comp:stab pad:dark*0.4 arp:sequence lead:sawlead*0.3 bpm=132 minor=0.95 rich=0.3 reverb=0.3 delay=0.4 duck=0.7 drive=0.1
genre | trance, uplifting trance, edm, big room | groove:house*0.6 groove:psytrance*0.4 kit:909 harmony:epic bass:analog comp:supersaw pad:saws arp:synthpluck lead:supersaw bpm=136 minor=0.75 rich=0.1 reverb=0.5 hall=0.7 delay=0.4 duck=0.85 form=1
genre | psytrance, psy trance, goa | groove:psytrance kit:909 harmony:static bass:psybass pad:dark*0.4 arp:sequence lead:moog*0.6 bpm=144 minor=0.95 rich=0.05 reverb=0.3 delay=0.5 duck=0.4 busy=0.15 form=0.9
genre | dubstep, brostep | groove:dubstep kit:electro harmony:static bass:wobble comp:stab*0.6 pad:dark arp:sequence*0.3 lead:talk*0.5 bpm=140 minor=0.95 rich=0.1 reverb=0.4 delay=0.3 duck=0.6 drive=0.15 form=1
genre | drum and bass, drum & bass, drum n bass, dnb, jungle, breakbeat | groove:breakbeat kit:break harmony:epic bass:reese comp:stab*0.4 pad:warm arp:sequence*0.4 lead:sinelead*0.5 bpm=174 minor=0.85 rich=0.5 reverb=0.4 delay=0.3 duck=0.4
genre | uk garage, garage, 2 step, two step | groove:garage kit:909 harmony:soul bass:fmbass comp:organ pad:warm*0.4 lead:vibes*0.5 arp:synthpluck*0.4 bpm=132 swing=0.28 minor=0.8 rich=0.7 reverb=0.35 delay=0.3 duck=0.4
genre | synthpop, synth pop, electropop, new wave, 80s, eighties | groove:synthpop kit:electro harmony:pop bass:analog comp:polysynth pad:saws*0.5 arp:sequence lead:sawlead bpm=116 minor=0.5 rich=0.15 reverb=0.45 delay=0.3 duck=0.15
genre | synthwave, retrowave, outrun | groove:synthpop kit:electro harmony:epic bass:analog comp:polysynth*0.6 pad:saws arp:sequence lead:sawlead bpm=98 minor=0.8 rich=0.2 reverb=0.55 hall=0.6 delay=0.4 duck=0.35
genre | chiptune, chip tune, 8 bit, 8bit, video game, nintendo, gameboy | groove:chip kit:chip harmony:pop bass:chipbass comp:chipsquare*0.5 arp:chip lead:chipsquare bpm=140 minor=0.4 rich=0.05 reverb=0.05 delay=0.15 bright=0.1 busy=0.1 legato=0.3
genre | electro, electroclash, breakdance | groove:trap*0.4 groove:synthpop*0.6 kit:808 harmony:static bass:fmbass comp:stab arp:sequence lead:talk*0.5 bpm=118 minor=0.85 rich=0.1 reverb=0.25 delay=0.3
genre | industrial, ebm | groove:techno*0.6 groove:rock*0.4 kit:industrial harmony:static bass:acid comp:distorted*0.6 pad:dark arp:sequence lead:sawlead*0.4 bpm=122 minor=0.98 rich=0 reverb=0.35 delay=0.2 drive=0.4
genre | glitch hop, idm, breakcore | groove:hiphop*0.5 groove:garage*0.5 kit:chip*0.5 kit:electro*0.5 harmony:soul bass:fmbass comp:dxkeys pad:glass*0.6 arp:kalimba lead:bell*0.5 bpm=108 minor=0.7 rich=0.5 delay=0.45 glitch=0.7
genre | ambient, soundscape | groove:ambient kit:hand harmony:static*0.5 harmony:epic*0.5 pad:warm pad:glass*0.6 comp:rhodes*0.3 arp:kalimba*0.3 lead:sinelead*0.4 bass:sub*0.5 bpm=72 minor=0.4 rich=0.6 reverb=0.95 hall=1 delay=0.5 drums=0.3 legato=1 form=0.3
genre | downtempo, chillout, trip hop, triphop | groove:lofi*0.5 groove:hiphop*0.5 kit:break harmony:soul bass:sub comp:rhodes pad:warm lead:flute*0.5 arp:synthpluck*0.3 bpm=88 swing=0.12 minor=0.85 rich=0.7 reverb=0.5 delay=0.35 crackle=0.3
# Genres: hip hop and its kin.
genre | hip hop, hiphop, rap, boom bap | groove:hiphop kit:break harmony:soul bass:sub comp:rhodes pad:strings*0.4 lead:horns*0.4 bpm=92 swing=0.18 minor=0.8 rich=0.6 reverb=0.25 delay=0.15 crackle=0.2
genre | lo fi hip hop, lofi hip hop, lo fi, lofi, chillhop | groove:lofi kit:lofi harmony:jazz*0.5 harmony:soul*0.5 bass:upright comp:rhodes pad:warm*0.4 lead:nylon*0.6 bpm=78 swing=0.22 minor=0.6 rich=0.95 reverb=0.35 delay=0.15 bright=-0.15 crackle=0.9
genre | trap, drill | groove:trap kit:808 harmony:static*0.5 harmony:epic*0.5 bass:808 comp:bell*0.6 pad:choir*0.6 arp:musicbox*0.3 lead:flute*0.4 bpm=140 minor=0.97 rich=0.1 reverb=0.4 delay=0.25
genre | r&b, rnb, neo soul, r n b | groove:hiphop*0.5 groove:lofi*0.5 kit:808 harmony:jazz*0.5 harmony:soul*0.5 bass:finger comp:rhodes pad:warm*0.5 lead:clean*0.5 bpm=84 swing=0.18 minor=0.6 rich=0.95 reverb=0.4 delay=0.2
# Genres: bands.
genre | indie pop, indie, indie rock, dream pop, pop | groove:rock kit:acoustic harmony:pop bass:pickbass comp:clean pad:warm*0.4 arp:clean*0.4 lead:sawlead*0.5 bpm=118 minor=0.3 rich=0.25 reverb=0.4 delay=0.2
genre | rock, classic rock, alternative rock, garage rock, punk | groove:rock kit:acoustic harmony:pop*0.5 harmony:folk*0.5 bass:pickbass comp:distorted lead:distorted*0.6 bpm=126 minor=0.45 rich=0.03 reverb=0.25 drive=0.15 legato=0.8
genre | heavy metal, metal, thrash, death metal, hard rock | groove:metal kit:metal harmony:epic bass:pickbass comp:distorted*1 lead:distorted*0.6 pad:dark*0.3 bpm=150 minor=1 rich=0 reverb=0.2 drive=0.45 busy=0.1 legato=0.7
genre | funk, funky, p funk | groove:funk kit:acoustic harmony:static*0.6 harmony:soul*0.4 bass:slap comp:muted comp:clav*0.7 lead:horns*0.7 bpm=106 swing=0.08 minor=0.7 rich=0.7 reverb=0.2 legato=0.3
genre | disco, nu disco, italo disco | groove:disco kit:acoustic harmony:soul bass:finger comp:muted comp:piano*0.5 pad:strings lead:strings*0.4 lead:horns*0.5 bpm=118 minor=0.65 rich=0.6 reverb=0.35 duck=0.25
genre | soul, motown, gospel | groove:funk*0.3 groove:rock*0.7 kit:acoustic harmony:soul bass:finger comp:organ comp:piano*0.6 pad:choir*0.4 lead:horns*0.6 bpm=104 swing=0.08 minor=0.3 rich=0.6 reverb=0.35
genre | blues, rhythm and blues, boogie | groove:blues kit:acoustic harmony:folk bass:finger comp:organ*0.7 comp:clean*0.7 lead:harmonica bpm=96 shuffle=0.33 minor=0.2 rich=0.6 reverb=0.3 drive=0.1
genre | jazz, bebop, swing, big band, cool jazz | groove:jazz kit:jazz harmony:jazz bass:upright comp:piano lead:sax bpm=138 shuffle=0.3 minor=0.35 rich=1 reverb=0.35 form=0.5
genre | country, americana, honky tonk | groove:bluegrass*0.5 groove:rock*0.5 kit:acoustic harmony:folk bass:finger comp:steel lead:fiddle*0.6 lead:clean*0.4 bpm=108 minor=0.1 rich=0.05 reverb=0.25
genre | bluegrass | groove:bluegrass kit:hand harmony:folk bass:upright comp:mandolin arp:banjo lead:fiddle bpm=128 minor=0.1 rich=0 reverb=0.2 drums=0.45 busy=0.1
genre | folk, acoustic folk, singer songwriter, celtic, irish folk | groove:ballad*0.5 groove:bluegrass*0.5 kit:hand harmony:folk bass:upright*0.7 comp:steel arp:nylon*0.6 lead:whistle*0.6 bpm=104 minor=0.3 rich=0.05 reverb=0.35 drums=0.35
genre | ballad, slow dance | groove:ballad kit:acoustic harmony:pop bass:finger comp:piano pad:strings arp:nylon*0.3 lead:violin*0.5 bpm=72 minor=0.3 rich=0.4 reverb=0.6 hall=0.7 legato=0.9 drums=0.6
genre | shoegaze, post rock, grunge | groove:rock kit:acoustic harmony:epic bass:pickbass comp:distorted*0.8 pad:saws arp:clean*0.6 lead:clean*0.5 bpm=104 minor=0.6 rich=0.3 reverb=0.8 hall=0.8 delay=0.4 drive=0.3 legato=0.9
# Genres: round the world.
genre | afrobeat, afro beat, highlife | groove:afrobeat kit:acoustic harmony:static bass:finger comp:muted comp:organ*0.6 arp:clean*0.4 lead:horns bpm=112 swing=0.06 minor=0.7 rich=0.5 reverb=0.25
genre | reggae, rocksteady, ska | groove:reggae kit:acoustic harmony:folk bass:finger comp:organ comp:muted*0.7 lead:horns*0.5 bpm=76 swing=0.1 minor=0.5 rich=0.2 reverb=0.45 delay=0.35
genre | dub | groove:reggae kit:acoustic harmony:static bass:sub comp:stab lead:harmonica*0.6 bpm=72 minor=0.85 rich=0.2 reverb=0.7 hall=0.7 delay=0.95
genre | reggaeton, dembow, moombahton | groove:reggaeton kit:808 harmony:latin*0.5 harmony:pop*0.5 bass:808*0.8 comp:synthpluck pad:warm*0.3 lead:sinelead*0.6 bpm=94 minor=0.85 rich=0.1 reverb=0.3 delay=0.25
genre | latin jazz, salsa, mambo, latin, cumbia | groove:latin kit:hand harmony:latin bass:upright comp:piano lead:trumpet arp:marimba*0.3 bpm=104 minor=0.6 rich=0.7 reverb=0.3
genre | bossa nova, bossa, samba | groove:bossa kit:jazz harmony:jazz bass:upright comp:nylon lead:flute bpm=128 minor=0.35 rich=1 reverb=0.35 drums=0.6
genre | tango | groove:march*0.4 groove:ballad*0.6 kit:hand harmony:latin bass:upright comp:accordion pad:strings*0.5 lead:violin bpm=116 minor=0.95 rich=0.2 reverb=0.35 drums=0.2 legato=0.2
genre | flamenco | groove:hands kit:hand harmony:latin bass:upright*0.4 comp:nylon arp:nylon*0.8 lead:nylon*0.6 bpm=120 minor=1 rich=0.1 reverb=0.3 drums=0.6 busy=0.15
genre | polka, oompah | groove:polka kit:acoustic harmony:folk bass:tuba comp:accordion lead:clarinet bpm=120 minor=0.05 rich=0 reverb=0.2 legato=0.3
genre | klezmer, balkan | groove:polka kit:hand harmony:latin bass:tuba comp:accordion lead:clarinet lead:violin*0.5 bpm=132 minor=1 rich=0.05 reverb=0.25 busy=0.1
genre | bollywood, indian classical, raga, bhangra | groove:hands kit:hand harmony:static bass:sub*0.5 pad:drone*0.8 arp:dulcimer*0.5 lead:sitar bpm=104 minor=0.5 rich=0 reverb=0.4
genre | calypso, soca, tropical, island | groove:reggaeton*0.5 groove:latin*0.5 kit:hand harmony:folk bass:finger comp:steelpan arp:marimba*0.5 lead:steelpan bpm=112 minor=0.05 rich=0.1 reverb=0.3
genre | tribal, african drums, drum circle, world music | groove:hands kit:hand harmony:static bass:sub*0.4 pad:drone*0.3 arp:kalimba*0.6 lead:flute*0.4 bpm=110 minor=0.6 rich=0.1 reverb=0.4 busy=0.15
# Genres: concert hall and screen.
genre | baroque, bach, renaissance | groove:baroque kit:orchestral harmony:baroque bass:cello*0.9 comp:harpsichord arp:harpsichord*0.6 lead:violin bpm=96 minor=0.4 rich=0.1 reverb=0.55 hall=0.7 drums=0.0 busy=0.1
genre | classical, chamber music, romantic | groove:baroque*0.5 groove:ballad*0.5 kit:orchestral harmony:baroque*0.6 harmony:pop*0.4 bass:cello comp:piano pad:strings*0.7 arp:piano*0.6 lead:violin bpm=84 minor=0.4 rich=0.3 reverb=0.65 hall=0.8 drums=0.1 legato=0.9
genre | orchestral, cinematic, epic, film score, trailer, symphony | groove:march kit:orchestral harmony:epic bass:cello comp:horns pad:strings arp:pizz*0.6 lead:horn bpm=96 minor=0.8 rich=0.15 reverb=0.75 hall=1 legato=0.8 form=1
genre | march, marching band, military | groove:march kit:acoustic harmony:folk bass:tuba comp:horns lead:trumpet lead:whistle*0.5 bpm=116 minor=0.1 rich=0 reverb=0.3 legato=0.3
genre | new age, meditation, spa | groove:ambient kit:hand harmony:static pad:warm pad:choir*0.5 arp:harp*0.5 comp:hang*0.4 lead:flute*0.6 bass:sub*0.4 bpm=66 minor=0.2 rich=0.4 reverb=0.9 hall=1 delay=0.35 drums=0.15 legato=1 form=0.2
genre | lullaby, music box | groove:ballad kit:hand harmony:folk comp:musicbox*0.5 pad:glass*0.5 arp:musicbox*0.7 lead:musicbox bass:upright*0.3 bpm=76 minor=0.15 rich=0.1 reverb=0.6 drums=0.0
# Drum machines and drums.
kit | 808 hip hop beat | groove:hiphop groove:trap*0.5 kit:808 bass:808 bpm=88 minor=0.85
kit | tr 808, 808, roland 808, tr808 | kit:808 bass:808
kit | tr 909 drum machine, tr 909, 909, tr909, drum machine | kit:909 groove:house*0.3 groove:techno*0.3
kit | acoustic drums, live drums, drum kit, drums | kit:acoustic drums=1
kit | breaks, amen, funk drums | kit:break groove:breakbeat*0.5
kit | brushes, jazz drums | kit:jazz groove:jazz*0.4
kit | hand drums, percussion, conga, bongo, bongos, congas, cajon | groove:hands kit:hand drums=1
kit | tabla, tablas | groove:hands kit:hand pad:drone*0.3
kit | djembe, taiko, tom drums | groove:hands*0.6 groove:march*0.4 kit:orchestral
kit | timpani, orchestral percussion | groove:march kit:orchestral
kit | linn drum, linndrum, gated drums, electronic drums | kit:electro groove:synthpop*0.4
# Instruments.
instrument | piano, grand piano, ragtime piano | comp:piano lead:piano*0.7
instrument | rhodes, electric piano, rhodes piano | comp:rhodes lead:rhodes*0.6
instrument | wurlitzer, wurli | comp:wurli
instrument | dx7, fm synth, fm piano | comp:dxkeys arp:dxkeys*0.5
instrument | organ, hammond organ, hammond, church organ, pipe organ | comp:organ lead:organ*0.5
instrument | harpsichord | comp:harpsichord arp:harpsichord*0.7
instrument | clavichord, clavinet, clav | comp:clav legato=0.25
instrument | accordion, bandoneon, concertina | comp:accordion lead:accordion
instrument | harmonica, blues harp | lead:harmonica
instrument | acoustic guitar, guitar, nylon guitar, spanish guitar, classical guitar | comp:nylon arp:nylon*0.6 lead:nylon*0.6
instrument | steel guitar, twelve string guitar, folk guitar, dreadnought | comp:steel arp:steel*0.5
instrument | electric guitar, clean guitar, jangly guitar, shredding guitar | comp:clean arp:clean*0.4 lead:clean*0.8
instrument | distorted guitar, crunchy guitar, power chords, metal guitar | comp:distorted lead:distorted*0.6 drive=0.3
instrument | banjo | arp:banjo comp:banjo*0.5
instrument | mandolin, bouzouki | comp:mandolin lead:mandolin
instrument | ukulele | comp:ukulele arp:ukulele*0.6
instrument | sitar | lead:sitar arp:sitar*0.5 pad:drone*0.4
instrument | koto, shamisen, pipa, guzheng | lead:koto arp:koto*0.6
instrument | harp, kora, lyre | arp:harp comp:harp*0.6
instrument | dulcimer, hammered dulcimer, santoor, cimbalom | arp:dulcimer lead:dulcimer*0.7
instrument | violin, violins | lead:violin
instrument | fiddle | lead:fiddle
instrument | cello, viola da gamba, viola, contrabass | lead:cello
instrument | strings, string section, string ensemble, mellotron | pad:strings lead:violin*0.4
instrument | pizzicato | arp:pizz comp:pizz*0.7
instrument | flute, pan flute, shakuhachi, recorder | lead:flute
instrument | tin whistle, ocarina, piccolo, whistle | lead:whistle
instrument | clarinet, oboe, bassoon, duduk | lead:clarinet
instrument | saxophone, sax, alto saxophone, tenor saxophone | lead:sax
instrument | trumpet, cornet | lead:trumpet
instrument | brass, horn section, trombone, brass section | lead:horns comp:horns*0.6
instrument | french horn | lead:horn pad:warm*0.4
instrument | tuba, sousaphone | bass:tuba
instrument | bagpipes, bagpipe, hurdy gurdy | lead:bagpipe pad:drone*0.8
instrument | didgeridoo, throat singing | bass:didgeridoo pad:drone*0.5
instrument | choir, vocals, vocal, singing, voices, a cappella, female vocal, male vocal | pad:choir vox:voice*0.9
instrument | theremin, singing saw | lead:theremin
instrument | moog oscillations, moog, minimoog, moog synth | lead:moog bass:analog arp:sequence*0.6 delay=0.35
instrument | synth lead, lead synth, saw lead | lead:sawlead
instrument | square lead, square wave, ondes martenot | lead:square comp:square*0.4
instrument | synth pad, synth pads, pad, warm pad, spacey synths, string pad | pad:warm pad:glass*0.5
instrument | supersaw, super saw, hoover | comp:supersaw lead:supersaw*0.6
instrument | arpeggio, arpeggiator, arp, arpeggiated synth, sequencer, sequence | arp:sequence busy=0.05
instrument | acid bass, tb 303, 303, acid | bass:acid
instrument | reese bass, reese | bass:reese
instrument | wobble bass, wobble, growl bass | bass:wobble
instrument | sub bass, boomy bass, deep bass | bass:sub
instrument | slap bass | bass:slap
instrument | bass guitar, precision bass, bass, electric bass, fretless bass | bass:finger
instrument | upright bass, double bass, acoustic bass | bass:upright
instrument | vibraphone, vibes | lead:vibes comp:vibes*0.6
instrument | marimba, balafon, xylophone, xylo | arp:marimba lead:marimba*0.8
instrument | glockenspiel, celesta, tubular bells, bells, bell, chimes | lead:bell arp:bell*0.4
instrument | steel drum, steel drums, steelpan, steel pan | lead:steelpan comp:steelpan*0.6
instrument | hang drum, handpan, hang, gamelan | arp:hang comp:hang*0.7
instrument | kalimba, mbira, thumb piano | arp:kalimba lead:kalimba*0.7
# Moods and effects.
mood | bright, bright tones, sparkling, shiny, crisp | bright=0.3
mood | dark, gloomy, moody, sinister, brooding | bright=-0.25 minor=1 pad:dark*0.5
mood | ominous drone, drone, ominous, dark ambient, horror, scary | groove:drone kit:orchestral harmony:static pad:drone pad:dark*0.7 bass:sub*0.5 lead:theremin*0.2 bpm=60 minor=1 reverb=0.9 hall=1 drums=0.3 bright=-0.2 busy=-0.3 form=0.2
mood | crunchy distortion, distortion, distorted, fuzz, gritty, saturated, crunchy | drive=0.8
mood | dreamy, ethereal, ethereal ambience, floating, hazy, heavenly | pad:glass*0.7 pad:warm*0.5 reverb=0.85 hall=0.9 delay=0.5 legato=0.95 bright=-0.05 rich=0.6
mood | echo, delay, echoes, spacey, psychedelic, trippy | delay=0.9 reverb=0.5
mood | reverb, spacious, cavernous, huge, cathedral | reverb=0.95 hall=1
mood | dry, intimate, close | reverb=0.05 delay=0
mood | glitchy effects, glitch, glitchy, stutter, broken | glitch=0.9 delay=0.35
mood | upbeat, energetic, lively, fast, driving, intense | bpm=136 busy=0.2 bright=0.1 form=0.9
mood | happy, joyful, fun, playful, cheerful, uplifting | minor=0.0 bright=0.15 busy=0.05
mood | chill, relaxed, laid back, mellow, calm, peaceful, slow, soft | bpm=82 busy=-0.2 bright=-0.15 drums=0.6 legato=0.8 reverb=0.5
mood | sad, melancholic, melancholy, emotional, somber, lonely | minor=1 bpm=76 busy=-0.15 bright=-0.1 legato=0.9 reverb=0.55
mood | groovy, swinging, shuffle, bouncy | swing=0.2 busy=0.05
mood | danceable, dance, club, party | groove:house*0.6 groove:disco*0.4 kit:909 duck=0.5 bpm=122 drums=1
mood | virtuoso, fast solo, complex, intricate, busy | busy=0.35
mood | sparse, simple, minimalist, subdued, subdued melody | busy=-0.35
mood | vinyl, dusty, crackle, tape, nostalgic, vintage | crackle=0.9 bright=-0.15
mood | staccato, tight, percussive | legato=0.0
mood | legato, sustained chords, sustained, lush, smooth | legato=1.0 pad:strings*0.5 reverb=0.5
mood | jazzy, rich chords, extended chords | rich=1.0 harmony:jazz*0.5
mood | sidechain, pumping | duck=0.95
mood | romantic mood, warm, cozy, tender | bright=-0.12 reverb=0.45 pad:warm*0.5
mood | weird noises, experimental, avant garde, strange, alien | glitch=0.5 lead:theremin*0.5 pad:drone*0.4 delay=0.6
mood | majestic, heroic, triumphant, powerful | harmony:epic*0.6 pad:strings*0.6 lead:horn*0.5 hall=0.9 reverb=0.6 minor=0.4
"""


def _parsed(table: str) -> tuple[Term, ...]:
    terms = []
    for line in table.strip().splitlines():
        if line.startswith("#"):
            continue
        kind, names, sound = (part.strip() for part in line.split(" | "))
        terms.append(Term(tuple(name.strip() for name in names.split(",")), TermKind(kind), parse_style(sound)))
    return tuple(terms)


TERMS = _parsed(_TABLE)
"""The terms, in the order of the table."""

POOLS: Mapping[str, tuple[str, ...]] = {
    chair: tuple(sorted({voice for term in TERMS for voice in term.sound.family(chair)})) for chair in CHAIRS
}
"""The voices that any term seats in each chair."""

BY_NAME: Mapping[str, Term] = {name: term for term in TERMS for name in term.names}
"""The terms by each of their names."""
