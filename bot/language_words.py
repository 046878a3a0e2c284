"""Words that tell a language where the common ones do not: of parcels, of greetings, of English chat."""

from __future__ import annotations

from typing import Dict, FrozenSet, Text


def _words(listed: Text) -> FrozenSet[Text]:
    return frozenset(listed.split())


# Characters of every Chinese sentence that no Japanese one has.
CHINESE_PARTICLES = "了吗嗎你您们們这這哪没麼么呢吧啊呀啦给給怎"

# Words of one language only, without accents; one of them is enough.
TELLING_WORDS: Dict[Text, FrozenSet[Text]] = {
    "fr": _words(
        "bonjour bonsoir salut merci colis livraison livreur commande perdu casse recu suivi numero rembourse "
        "remboursement svp aide parler humain quelqu aujourd pourquoi voudrais combien arrivera bientot"
    ),
    "es": _words(
        "hola gracias paquete envio pedido entrega repartidor perdido roto reembolso ayuda buenos buenas dias tardes "
        "quiero necesito hablar humano llegado llega llego rastrear queja cuanto cuesta todavia recibido"
    ),
    "de": _words(
        "hallo danke bitte guten paket pakete sendung lieferung bestellung beschadigt verloren hilfe sprechen mensch "
        "beschwerde erstattung zustellung abholen kostet wieviel moin"
    ),
    "id": _words(
        "halo selamat pagi malam terima kasih paket barang kurir resi kirim kiriman pengiriman rusak hilang tolong mohon "
        "dimana komplain bantuan bungkusan penghantaran hantar"
    ),
    "vi": _words("xin chao cam kien buu giao shipper toi khong duoc roi"),
    "pt": _words(
        "ola obrigado obrigada encomenda pacote entrega rastreio rastreamento perdida quebrado ajuda atendente "
        "reembolso quero chegou boa bom tarde noite"
    ),
    "it": _words(
        "ciao grazie buongiorno buonasera pacco spedizione corriere consegna ordine smarrito rotto rimborso aiuto operatore"
    ),
    "tr": _words(
        "merhaba selam tesekkurler tesekkur kargo kargom kargonuz paketim siparis teslimat kayip kirik yardim lutfen gelmedi"
    ),
    "pl": _words(
        "dzien dobry czesc dziekuje paczka paczki przesylka kurier zamowienie zgubiona uszkodzona pomoc prosze"
    ),
    "nl": _words(
        "hallo bedankt dank pakket pakje bezorging bezorger bestelling verzending kapot kwijt goedemorgen goedendag"
    ),
    "tl": _words("kumusta salamat nasaan padala magkano kailan dumating darating nawawala sira po"),
    "sv": _words("hej tack paketet leverans forsening skadat borttappat"),
    "cs": _words("ahoj dekuji balik zasilka doruceni objednavka ztraceny poskozeny"),
    "ro": _words("buna multumesc colet coletul livrare comanda pierdut deteriorat"),
}

# English that people write about parcels, beside the common words that spaCy lists.
ENGLISH_WORDS = _words(
    "parcel parcels package packages packet courier couriers delivery deliver delivered delivering arrive arrived "
    "arrives track tracking trace waybill number order refund return complain complaint complaints compensation "
    "compensate damage damaged broken broke lost missing pickup pick send sending sent ship shipping shipment shipped "
    "price cost costs fee driver rider guy phone wrong late delay delayed wait waiting help need needs want wants human "
    "agent person people robot bot service hours open closed urgent hurry asap soon today tomorrow yesterday morning "
    "evening week day days month address change cancel customs insurance insured value money pay paid pls plz thx thank "
    "good morning bad worst terrible rude angry sorry great nice love hate slow fast quick stolen steal police fire hurt "
    "stuff item items box document documents letter city country village where when whats wheres hows cant dont didnt "
    "doesnt isnt havent hasnt wont im ive its station locker door office branch outlet signed sign received receive got "
    "get going come came coming know think tell told talk speak call called answer reply status update updates info "
    "check find found look time times working weekend holiday allowed send battery food liquid weight kilo heavy free "
    "expensive cheap promise promised follow case result please hello hi hey yes yeah no nope ok okay bye goodbye thanks "
    "sure fine right done stop start again still never ever man guys u r ur idk lol wtf omg damn fuck fucking shit"
    "room block building live lives sender receiver book books store closest near nearest operator staff manager supervisor "
    "correct exactly absolutely negative honestly expected better unbelievable appreciate sounds greetings night gotta lot "
    "million worries lighters kind thief thieves liar liars useless stupid scam scammers fraud joke report court lawyer "
)

# English that Chinese customers write as well, which therefore says nothing about the language of a message.
CHAT_WORDS = _words(
    "ok okay hi hello hey bye no yes yeah thanks thank thx sorry pls plz please app vip go a an in on at by to is it so "
    "lol wtf omg shit fuck damn sure good nice great number fine im r u bot robot"
)
