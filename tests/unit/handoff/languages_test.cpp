// Sessions in many languages, each through the whole build: what is said must land in its section
// whatever the language.
#include <vector>

#include <boost/test/unit_test.hpp>

#include "tests/unit/handoff/material_builder.hpp"

namespace baton::handoff {

namespace {

/// What a session in one language says.
struct Said {
  const char* language;
  const char* request;
  const char* rule;
  const char* correction;
  const char* decision;
  const char* question;   ///< the agent's, at the end
  const char* next_step;  ///< the agent's plan
  const char* chatter;
};

const std::vector<Said> sessions_of_the_world{
    {"en", "Please repair the date parser of the importer",
     "Never touch the generated schema files.",
     "That's not what I meant, the parser loses the time zone", "Let's go with the strict parser.",
     "Should the importer refuse such files?",
     "Next step: move the remaining tests to the new parser.", "ok thanks"},
    {"id", "Tolong perbaiki parser tanggal di importer",
     "Jangan pernah ubah berkas skema yang dihasilkan.",
     "Bukan itu maksud saya, zona waktunya masih hilang", "Oke, kita pakai parser yang ketat.",
     "Apakah importer harus menolak berkas seperti itu?",
     "Langkah selanjutnya: pindahkan sisa tes ke parser baru.", "oke makasih ya"},
    {"id, colloquial", "Benerin parser tanggal di importer dong",
     "Pake pnpm aja, jangan npm, buat repo ini.", "Lho kok malah ilang zona waktunya, masih salah",
     "Yuk pake parser yang strict aja.", "Mau importernya nolak file kayak gitu?",
     "Yang belum selesai: pindahin sisa tes ke parser baru.", "sip, lanjut"},
    {"id and en", "Fix date parser di importer ya", "Pokoknya always run linter sebelum commit.",
     "Salah, timezone-nya still hilang", "Kita pilih strict parser saja untuk release ini.",
     "Importer-nya reject file itu, gimana menurut kamu?",
     "Next step: migrate sisa test ke parser baru.", "oke thanks"},
    {"es", "Arregla el analizador de fechas del importador",
     "Nunca modifiques los archivos de esquema generados.",
     "No es eso, todavía se pierde la zona horaria", "Vamos con el analizador estricto.",
     "¿Debe el importador rechazar esos archivos?",
     "Próximo paso: mover las pruebas restantes al nuevo analizador.", "vale, gracias"},
    {"pt", "Conserte o analisador de datas do importador",
     "Nunca altere os arquivos de esquema gerados.", "Não é isso, o fuso horário ainda se perde",
     "Vamos usar o analisador estrito.", "O importador deve recusar esses arquivos?",
     "Próximo passo: mover os testes restantes para o novo analisador.", "beleza, obrigado"},
    {"de", "Repariere den Datumsparser des Importers",
     "Niemals die erzeugten Schemadateien ändern.",
     "Nein, so nicht, die Zeitzone geht immer noch verloren", "Wir nehmen den strengen Parser.",
     "Soll der Importer solche Dateien ablehnen?",
     "Nächster Schritt: die übrigen Tests auf den neuen Parser umstellen.", "danke, passt"},
    {"fr", "Répare l'analyseur de dates de l'importateur",
     "Ne modifie pas les fichiers de schéma générés.",
     "Ce n'est pas ça, le fuseau horaire se perd encore", "On part sur l'analyseur strict.",
     "L'importateur doit-il refuser ces fichiers ?",
     "Prochaine étape : déplacer les tests restants vers le nouvel analyseur.", "merci, parfait"},
    {"it", "Ripara il parser delle date dell'importatore",
     "Non modificare i file di schema generati.", "Non è quello, il fuso orario si perde ancora",
     "Usiamo il parser severo per le date.", "L'importatore deve rifiutare questi file?",
     "Prossimo passo: spostare i test restanti sul nuovo parser.", "grazie, perfetto"},
    {"nl", "Repareer de datumparser van de importer",
     "Nooit de gegenereerde schemabestanden aanpassen.",
     "Nee, de tijdzone gaat nog steeds verloren", "We kiezen de strenge parser.",
     "Moet de importer zulke bestanden weigeren?",
     "Volgende stap: de overige tests naar de nieuwe parser verplaatsen.", "bedankt, prima"},
    {"ru", "Почини разбор дат в импортёре", "Никогда не трогай сгенерированные файлы схемы.",
     "Не так, часовой пояс всё ещё теряется", "Решили: берём строгий разбор.",
     "Должен ли импортёр отвергать такие файлы?",
     "Следующий шаг: перенести оставшиеся тесты на новый разбор.", "спасибо, хорошо"},
    {"zh", "修复导入器的日期解析", "永远不要修改生成的模式文件。", "不对，时区还是丢失了",
     "我们用严格的解析器。", "导入器应该拒绝这样的文件吗？",
     "下一步：把剩下的测试迁移到新的解析器。", "好的，谢谢"},
    {"ja", "インポーターの日付解析を直してください",
     "生成されたスキーマファイルは絶対に変更しないでください。",
     "違います、タイムゾーンがまだ消えています", "厳密なパーサーを採用します。",
     "インポーターはそのようなファイルを拒否すべきですか？",
     "次のステップ：残りのテストを新しいパーサーに移します。", "ありがとうございます"},
    {"ko", "가져오기 도구의 날짜 파서를 고쳐 주세요", "생성된 스키마 파일은 절대 수정하지 마세요.",
     "그게 아니라 시간대가 여전히 사라져요", "엄격한 파서를 사용합시다.",
     "가져오기 도구가 그런 파일을 거부해야 할까요?", "다음 단계: 남은 테스트를 새 파서로 옮기기.",
     "네, 감사합니다"},
    {"tr", "İçe aktarıcının tarih ayrıştırıcısını onar",
     "Üretilen şema dosyalarını asla değiştirme.", "Öyle değil, saat dilimi hâlâ kayboluyor",
     "Katı ayrıştırıcı ile gidelim.", "İçe aktarıcı böyle dosyaları reddetsin mi?",
     "Sonraki adım: kalan testleri yeni ayrıştırıcıya taşımak.", "tamam, teşekkürler"},
    {"vi", "Sửa bộ phân tích ngày của trình nhập",
     "Không bao giờ sửa các tệp lược đồ được sinh ra.", "Không đúng, múi giờ vẫn chưa được giữ",
     "Chốt dùng bộ phân tích nghiêm ngặt.", "Trình nhập có từ chối các tệp như vậy không?",
     "Bước tiếp theo: chuyển các bài kiểm thử sang bộ phân tích mới.", "vâng, cảm ơn"},
    {"ar", "أصلح محلل التواريخ في المستورد", "لا تعدل ملفات المخطط المولدة أبدا.",
     "ليس هذا، المنطقة الزمنية لا تزال تضيع", "لنستخدم المحلل الصارم.",
     "هل يرفض المستورد مثل هذه الملفات؟",
     "الخطوة التالية: نقل الاختبارات الباقية إلى المحلل الجديد.", "شكرا، ممتاز"},
    {"hi", "इम्पोर्टर का तारीख पार्सर ठीक करो", "बनाई गई स्कीमा फ़ाइलें कभी मत बदलना।",
     "ऐसे नहीं, समय क्षेत्र अब भी खो रहा है", "हम सख्त पार्सर इस्तेमाल करेंगे।", "क्या इम्पोर्टर ऐसी फ़ाइलें ठुकराए?",
     "अगला कदम: बचे हुए परीक्षण नए पार्सर में ले जाना।", "ठीक है, धन्यवाद"}};

/// Two sessions: the first one says most of it, the second one ends with what is open.
Built handoff_of(const Said& said, const char* end) {
  SessionBuilder session(1);
  session.user(said.request)
      .edit("/home/someone/projects/engine/importer.py")
      .agent("parser.py")
      .user(said.rule)
      .agent("schema.py")
      .user(said.correction)
      .agent("importer.py")
      .user(said.decision)
      .agent("strict.py")
      .user(said.chatter)
      .agent("status.py")
      .user(said.request)
      .agent(end);
  return build(material_of({session.done()}), 4000);
}

/// Calls `check(said)` for each language, which a failure then names.
template <typename Check>
void for_each_language(Check&& check) {
  for (const Said& said : sessions_of_the_world) {
    BOOST_TEST_CONTEXT("language " << said.language) {
      check(said);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(languages)

BOOST_AUTO_TEST_CASE(a_rule_stands_under_constraints) {
  for_each_language([](const Said& said) {
    const auto lines = lines_in(handoff_of(said, said.question), SectionName::constraints);
    BOOST_TEST(any_holds(lines, said.rule));
  });
}

BOOST_AUTO_TEST_CASE(neither_request_nor_question_is_a_rule) {
  for_each_language([](const Said& said) {
    const auto lines = lines_in(handoff_of(said, said.question), SectionName::constraints);
    BOOST_TEST(!any_holds(lines, said.question));
    BOOST_TEST(!any_holds(lines, said.request));
  });
}

BOOST_AUTO_TEST_CASE(a_correction_stands_under_requests) {
  for_each_language([](const Said& said) {
    const auto lines = lines_in(handoff_of(said, said.question), SectionName::requests);
    BOOST_TEST(any_holds(lines, said.correction));
  });
}

BOOST_AUTO_TEST_CASE(thanks_stand_nowhere) {
  for_each_language([](const Said& said) {
    const auto lines = lines_in(handoff_of(said, said.question), SectionName::requests);
    BOOST_TEST(!any_holds(lines, said.chatter));
  });
}

BOOST_AUTO_TEST_CASE(a_decision_stands_under_decisions) {
  for_each_language([](const Said& said) {
    const auto lines = lines_in(handoff_of(said, said.question), SectionName::decisions);
    BOOST_TEST(any_holds(lines, std::string("Decided: \"") + said.decision));
  });
}

BOOST_AUTO_TEST_CASE(a_question_at_the_end_is_open) {
  for_each_language([](const Said& said) {
    const auto lines = lines_in(handoff_of(said, said.question), SectionName::questions);
    BOOST_TEST(any_holds(lines, said.question));
  });
}

BOOST_AUTO_TEST_CASE(what_the_agent_plans_is_the_next_step) {
  for_each_language([](const Said& said) {
    const auto lines = lines_in(handoff_of(said, said.next_step), SectionName::next_step);
    BOOST_TEST(any_holds(lines, std::string("Named as next: \"") + said.next_step));
  });
}

BOOST_AUTO_TEST_CASE(a_check_that_fails_is_the_next_step_whatever_is_claimed) {
  struct Claim {
    const char* text;
    const char* error;
  };
  for (const Claim claim :
       {Claim{"Sudah selesai, semua tes berhasil.", "Kesalahan: berkas tidak ditemukan"},
        Claim{"Listo, todo funciona.", "Error: archivo no encontrado"},
        Claim{"Alles erledigt, die Tests laufen.", "Fehler: Datei nicht gefunden"},
        Claim{"已完成，测试全部通过。", "错误：找不到文件"},
        Claim{"完了しました。テストは全て成功です。", "エラー: ファイルが見つかりません"},
        Claim{"Готово, все тесты проходят.", "Ошибка: файл не найден"}}) {
    SessionBuilder session(1);
    session.user("importer.py")
        .shell("make test",
               std::string("compiling the importer\n") + claim.error +
                   "\nleaving directory\nExit code 2",
               true)
        .agent(claim.text);
    const auto built = build(material_of({session.done()}), 2000);
    BOOST_TEST(any_holds(lines_in(built, SectionName::next_step), claim.error));
    BOOST_TEST(any_holds(lines_in(built, SectionName::state), claim.text));
  }
}

BOOST_AUTO_TEST_CASE(a_long_output_is_cut_between_characters) {
  std::string error = "x";
  while (error.size() < 30'000) error += "ж";
  error += " ошибка: конец";
  SessionBuilder session(1);
  session.user("importer.py").shell("make test", error + "\nExit code 2", true).agent("status.py");
  const auto built = build(material_of({session.done()}), 2000);
  BOOST_TEST(built.text.find("\ufffd") == std::string::npos);
  BOOST_TEST(any_holds(lines_in(built, SectionName::next_step), "make test`: \"жжж"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace baton::handoff
