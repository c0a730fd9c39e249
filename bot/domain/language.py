"""The language of a message that we do not serve: its name, and what is said in it.

Must never translate; every sentence was written by hand and only says that a person will answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code."""

    code: str

    @property
    def name(self) -> str:
        """Its English name, or the code when it has none here."""
        return _NAMES.get(self.code, self.code)

    @property
    def apology(self) -> str | None:
        """Say in this language that a person will answer; None when no sentence was written for it."""
        return _APOLOGIES.get(self.code)


_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "Arabic",
        "bg": "Bulgarian",
        "cs": "Czech",
        "da": "Danish",
        "de": "German",
        "el": "Greek",
        "en": "English",
        "es": "Spanish",
        "fa": "Persian",
        "fi": "Finnish",
        "fr": "French",
        "he": "Hebrew",
        "hi": "Hindi",
        "hr": "Croatian",
        "hu": "Hungarian",
        "id": "Indonesian",
        "it": "Italian",
        "ja": "Japanese",
        "ko": "Korean",
        "nl": "Dutch",
        "no": "Norwegian",
        "pl": "Polish",
        "pt": "Portuguese",
        "ro": "Romanian",
        "ru": "Russian",
        "sv": "Swedish",
        "th": "Thai",
        "tr": "Turkish",
        "uk": "Ukrainian",
        "vi": "Vietnamese",
        "zh": "Chinese",
    }
)

_APOLOGIES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "عذرًا، لا أستطيع الإجابة بلغتك. سيقرأ أحد موظفينا رسالتك ويرد عليك هنا.",
        "bg": "Съжалявам, не мога да отговоря на Вашия език. Наш служител ще прочете съобщението Ви.",
        "cs": "Omlouvám se, ve vašem jazyce odpovídat neumím. Vaši zprávu si přečte kolega a "
        "odpoví vám tady.",
        "da": "Beklager, jeg kan ikke svare på dit sprog. En medarbejder læser din besked og svarer dig her.",
        "de": "Entschuldigung, auf Deutsch kann ich leider nicht antworten. Ein Mensch liest Ihre Nachricht "
        "und antwortet Ihnen hier.",
        "el": "Λυπάμαι, δεν μπορώ να απαντήσω στη γλώσσα σας. Ένας συνεργάτης θα διαβάσει το μήνυμά σας.",
        "en": "Sorry, I can't answer in English here. A person will read your message and reply.",
        "es": "Lo siento, no puedo responder en español. Una persona leerá su mensaje y le contestará aquí.",
        "fa": "متأسفم، نمی‌توانم به زبان شما پاسخ دهم. یکی از همکاران ما پیام شما را می‌خواند و پاسخ می‌دهد.",
        "fi": "Valitettavasti en osaa vastata suomeksi. Asiakaspalvelija lukee viestisi ja "
        "vastaa sinulle tässä.",
        "fr": "Désolé, je ne peux pas répondre en français. Une personne lira votre message et vous "
        "répondra ici.",
        "he": "מצטערים, אין באפשרותי לענות בשפה שלך. נציג אנושי יקרא את ההודעה ויענה לך כאן.",
        "hi": "क्षमा करें, मैं आपकी भाषा में उत्तर नहीं दे सकता। हमारी टीम का कोई व्यक्ति आपका संदेश पढ़कर यहीं उत्तर देगा।",
        "hr": "Žao mi je, ne mogu odgovoriti na vašem jeziku. Naš djelatnik pročitat će poruku "
        "i odgovoriti ovdje.",
        "hu": "Sajnálom, magyarul nem tudok válaszolni. Egy munkatársunk elolvassa az "
        "üzenetét, és itt válaszol.",
        "id": "Maaf, saya tidak bisa menjawab dalam bahasa Anda. Seorang petugas akan membaca "
        "dan membalas di sini.",
        "it": "Mi dispiace, non posso rispondere in italiano. Una persona leggerà il messaggio e "
        "risponderà qui.",
        "ja": "申し訳ありませんが、日本語ではお答えできません。"
        "担当者がメッセージを読み、こちらで返信いたします。",
        "ko": "죄송하지만 한국어로는 답변드릴 수 없습니다. 담당자가 메시지를 읽고 여기에서 답변드리겠습니다.",
        "nl": "Sorry, ik kan niet in het Nederlands antwoorden. Een medewerker leest uw bericht en antwoordt "
        "hier.",
        "no": "Beklager, jeg kan ikke svare på språket ditt. En medarbeider leser meldingen og "
        "svarer deg her.",
        "pl": "Przepraszam, nie mogę odpowiedzieć po polsku. Nasz pracownik przeczyta "
        "wiadomość i odpowie tutaj.",
        "pt": "Desculpe, não posso responder em português. Uma pessoa vai ler a sua mensagem e "
        "responder aqui.",
        "ro": "Ne pare rău, nu pot răspunde în română. Un coleg va citi mesajul dumneavoastră "
        "și va răspunde aici.",
        "ru": "К сожалению, я не могу ответить на русском языке. Сотрудник прочитает сообщение "
        "и ответит здесь.",
        "sv": "Tyvärr kan jag inte svara på svenska. En medarbetare läser ditt meddelande och "
        "svarar dig här.",
        "th": "ขออภัย ฉันไม่สามารถตอบเป็นภาษาของคุณได้ เจ้าหน้าที่จะอ่านข้อความและตอบคุณที่นี่",
        "tr": "Üzgünüm, Türkçe yanıt veremiyorum. Bir çalışanımız mesajınızı okuyup size "
        "buradan yanıt verecek.",
        "uk": "На жаль, я не можу відповісти українською. Співробітник прочитає повідомлення й "
        "відповість тут.",
        "vi": "Xin lỗi, tôi không thể trả lời bằng tiếng Việt. Nhân viên sẽ đọc tin nhắn và "
        "trả lời bạn tại đây.",
        "zh": "抱歉，我无法用中文回答。工作人员会阅读您的留言并在这里回复您。",
    }
)

KNOWN: tuple[str, ...] = tuple(_NAMES)
