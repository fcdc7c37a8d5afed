"""What a hand would write in SQL for the answer of each page: the same rows, and no more."""

BOARD = (
    "SELECT id, name FROM organisation WHERE id IN (SELECT buyer_id FROM contract WHERE body_id = 1) "
    "ORDER BY name",
    """
WITH waiting AS (
  SELECT m.terms_id, sum(s.due_on < :today) AS late,
    min(CASE WHEN s.due_on >= :today THEN s.due_on END) AS due
  FROM statement s JOIN commitment m ON m.id = s.commitment_id
  WHERE s.body_id = 1 AND s.state IN ('expected', 'draft', 'returned') GROUP BY m.terms_id
), version AS (
  SELECT commitment_id, minutes, row_number()
    OVER (PARTITION BY commitment_id ORDER BY effective_on DESC, id DESC) AS rank
  FROM target_version WHERE effective_on <= :today
), moved AS (
  SELECT m.terms_id, sum(v.minutes - m.minutes) AS minutes FROM version v
  JOIN commitment m ON m.id = v.commitment_id
  WHERE v.rank = 1 AND m.party <> 'subcontractor' GROUP BY m.terms_id
), kept AS (
  SELECT m.terms_id, sum(t.declared_minutes) AS declared, sum(t.validated_minutes) AS validated,
    sum(t.counted_minutes) AS counted
  FROM commitment_total t JOIN commitment m ON m.id = t.commitment_id GROUP BY m.terms_id
), board AS MATERIALIZED (
  SELECT e.id, e.kind, c.id AS contract_id, c.reference, c.title, c.stage, c.starts_on, c.ends_on, l.number,
    o.id AS buyer_id, o.name AS buyer, coalesce(e.minutes, 0) + coalesce(v.minutes, 0) AS owed,
    k.declared, k.validated, k.counted, w.late, w.due
  FROM contract c JOIN lot l ON l.contract_id = c.id JOIN clause_terms e ON e.lot_id = l.id
  JOIN organisation o ON o.id = c.buyer_id LEFT JOIN tranche t ON t.id = e.tranche_id
  LEFT JOIN kept k ON k.terms_id = e.id LEFT JOIN moved v ON v.terms_id = e.id
  LEFT JOIN waiting w ON w.terms_id = e.id
  WHERE c.body_id = 1 AND c.archived_on IS NULL AND c.stage <> 'preparation'
    AND (t.id IS NULL OR t.kind = 'firm' OR t.affirmed_on <= :today)
)
SELECT * FROM (SELECT *, 0 FROM board ORDER BY max(owed - counted, 0) DESC, reference, id LIMIT 50)
UNION ALL
SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, buyer_id, buyer, sum(owed), sum(declared),
  sum(validated), sum(counted), sum(late), NULL, count(*) FROM board GROUP BY buyer_id, buyer
""",
)

CONTRACT = (
    "SELECT c.*, o.name FROM contract c JOIN organisation o ON o.id = c.buyer_id WHERE c.id = :key",
    "SELECT l.*, e.*, m.*, t.*, o.name FROM lot l JOIN clause_terms e ON e.lot_id = l.id "
    "JOIN commitment m ON m.terms_id = e.id JOIN organisation o ON o.id = m.organisation_id "
    "LEFT JOIN commitment_total t ON t.commitment_id = m.id WHERE l.contract_id = :key",
    "SELECT v.* FROM target_version v JOIN commitment m ON m.id = v.commitment_id "
    "JOIN clause_terms e ON e.id = m.terms_id JOIN lot l ON l.id = e.lot_id WHERE l.contract_id = :key",
    "SELECT s.id, s.month, s.state, s.no_hours, s.declared_minutes, s.counted_minutes, o.name "
    "FROM lot l JOIN clause_terms e ON e.lot_id = l.id JOIN commitment m ON m.terms_id = e.id "
    "JOIN statement s ON s.commitment_id = m.id JOIN organisation o ON o.id = s.organisation_id "
    "WHERE l.contract_id = :key ORDER BY s.month DESC, o.name, s.id LIMIT 13",
    "SELECT s.month, sum(s.declared_minutes), sum(s.validated_minutes), sum(s.counted_minutes) "
    "FROM lot l JOIN clause_terms e ON e.lot_id = l.id JOIN commitment m ON m.terms_id = e.id "
    "JOIN statement s ON s.commitment_id = m.id WHERE l.contract_id = :key GROUP BY s.month",
    "SELECT p.id, p.weekly_minutes, p.starts_on, p.ends_on, w.starts_on, w.ends_on, w.revoked_on "
    "FROM lot l JOIN clause_terms e ON e.lot_id = l.id JOIN commitment m ON m.terms_id = e.id "
    "JOIN assignment a ON a.commitment_id = m.id JOIN employment p ON p.id = a.employment_id "
    "JOIN eligibility_certificate w ON w.participant_id = p.participant_id WHERE l.contract_id = :key",
    "SELECT * FROM exemption WHERE contract_id = :key",
    "SELECT * FROM tranche WHERE contract_id = :key",
    "SELECT * FROM amendment WHERE contract_id = :key",
    "SELECT w.participant_id, w.id, k.criterion FROM eligibility_certificate w "
    "LEFT JOIN certified_criterion k ON k.certificate_id = w.id "
    "WHERE w.scheme = 'clause' AND w.decision = 'eligible' AND w.participant_id IN ("
    "SELECT n.participant_id FROM lot l JOIN clause_terms e ON e.lot_id = l.id "
    "JOIN commitment m ON m.terms_id = e.id JOIN statement s ON s.commitment_id = m.id "
    "JOIN statement_line n ON n.statement_id = s.id WHERE l.contract_id = :key AND n.state = 'validated' "
    "GROUP BY n.participant_id HAVING sum(n.minutes) > 0) ORDER BY w.decided_on, w.id",
    "SELECT count(DISTINCT p.participant_id) FROM lot l JOIN clause_terms e ON e.lot_id = l.id "
    "JOIN commitment m ON m.terms_id = e.id JOIN assignment a ON a.commitment_id = m.id "
    "JOIN employment p ON p.id = a.employment_id WHERE l.contract_id = :key",
    "SELECT EXISTS (SELECT 1 FROM reminder_part WHERE contract_id = :key), "
    "EXISTS (SELECT 1 FROM recovery_action WHERE contract_id = :key), "
    "EXISTS (SELECT 1 FROM penalty_file WHERE contract_id = :key), "
    "EXISTS (SELECT 1 FROM final_report WHERE contract_id = :key), "
    "EXISTS (SELECT 1 FROM exchange WHERE contract_id = :key), "
    "EXISTS (SELECT 1 FROM worksite_share WHERE contract_id = :key), "
    "EXISTS (SELECT 1 FROM event_promise WHERE contract_id = :key)",
    "SELECT * FROM sizing_parameter WHERE body_id = 1",
    "SELECT * FROM threshold_setting WHERE body_id = 1",
    "SELECT v.*, u.name FROM audit_event v LEFT JOIN app_user u ON u.id = v.user_id "
    "WHERE v.subject_kind = 'contract' AND v.subject_id = :key ORDER BY v.id DESC",
)

PERSON = (
    "SELECT * FROM participant WHERE id = :key AND body_id = 1 AND merged_into_id IS NULL",
    "SELECT p.*, o.name, c.reference FROM employment p JOIN organisation o ON o.id = p.employer_id "
    "LEFT JOIN assignment a ON a.employment_id = p.id LEFT JOIN commitment m ON m.id = a.commitment_id "
    "LEFT JOIN clause_terms e ON e.id = m.terms_id LEFT JOIN lot l ON l.id = e.lot_id "
    "LEFT JOIN contract c ON c.id = l.contract_id WHERE p.participant_id = :key ORDER BY p.starts_on DESC",
    "SELECT starts_on, ends_on, revoked_on FROM eligibility_certificate WHERE participant_id = :key "
    "AND decision = 'eligible'",
    "SELECT s.id, s.month, s.state, c.reference, o.name, sum(n.minutes), "
    "sum(CASE WHEN n.state = 'validated' THEN n.minutes END), sum(n.counted) "
    "FROM statement_line n JOIN statement s ON s.id = n.statement_id "
    "JOIN organisation o ON o.id = s.organisation_id JOIN commitment m ON m.id = s.commitment_id "
    "JOIN clause_terms e ON e.id = m.terms_id JOIN lot l ON l.id = e.lot_id "
    "JOIN contract c ON c.id = l.contract_id "
    "WHERE n.participant_id = :key AND n.state <> 'refused' GROUP BY s.id ORDER BY s.month DESC",
    "SELECT o.id, o.family_name, o.given_name, o.birth_date, o.phone, o.email FROM participant p "
    "JOIN participant o ON o.body_id = p.body_id AND o.birth_date = p.birth_date AND o.id <> p.id "
    "WHERE p.id = :key",
    "SELECT * FROM participant_merge WHERE kept_id = :key AND undone_at IS NULL",
    "SELECT * FROM enrolment WHERE participant_id = :key",
    "SELECT * FROM exit_review WHERE participant_id = :key",
    "SELECT * FROM pathway WHERE participant_id = :key",
    "SELECT v.*, u.name FROM audit_event v LEFT JOIN app_user u ON u.id = v.user_id "
    "WHERE v.subject_kind = 'participant' AND v.subject_id = :key ORDER BY v.id DESC",
)

SHOWN = (
    "WITH shown AS MATERIALIZED (SELECT * FROM statement WHERE body_id = 1 AND state = 'submitted' "
    "ORDER BY submitted_at, id LIMIT 50) "
)
SAID = "('submitted', 'returned', 'validated')"
QUEUE = (
    "SELECT (SELECT count(*) FROM statement WHERE body_id = 1 AND state = 'submitted'), "
    "(SELECT count(*) FROM statement WHERE body_id = 1 AND state IN ('expected', 'draft', 'returned') "
    "AND due_on < :today), "
    "(SELECT count(*) FROM statement WHERE body_id = 1 AND state = 'returned'), "
    "(SELECT count(*) FROM eligibility_request WHERE body_id = 1 AND state = 'open')",
    SHOWN + "SELECT s.id, s.version, s.month, s.no_hours, s.declared_minutes, s.submitted_at, o.name, "
    "m.starts_on, c.reference, c.starts_on, c.ends_on, c.stage, e.modalities, b.name FROM shown s "
    "JOIN organisation o ON o.id = s.organisation_id JOIN commitment m ON m.id = s.commitment_id "
    "JOIN clause_terms e ON e.id = m.terms_id JOIN lot l ON l.id = e.lot_id "
    "JOIN contract c ON c.id = l.contract_id JOIN organisation b ON b.id = c.buyer_id "
    "ORDER BY s.submitted_at, s.id",
    SHOWN + "SELECT n.statement_id, n.employment_id, n.kind, n.minutes, n.state, n.remark, p.starts_on, "
    "p.ends_on, p.weekly_minutes, p.employer_kind, h.given_name, h.family_name FROM shown s "
    "JOIN statement_line n ON n.statement_id = s.id JOIN employment p ON p.id = n.employment_id "
    "JOIN participant h ON h.id = n.participant_id",
    SHOWN + "SELECT w.participant_id, w.starts_on, w.ends_on, w.revoked_on FROM shown s "
    "JOIN statement_line n ON n.statement_id = s.id "
    "JOIN eligibility_certificate w ON w.participant_id = n.participant_id WHERE w.decision = 'eligible'",
    SHOWN + "SELECT s.id, q.employment_id, q.kind, b.month, sum(q.minutes) FROM shown s "
    "JOIN statement_line n ON n.statement_id = s.id "
    "JOIN statement b ON b.commitment_id = s.commitment_id AND b.month < s.month "
    "AND b.month >= date(s.month, '-12 months') "
    "JOIN statement_line q ON q.statement_id = b.id AND q.employment_id = n.employment_id "
    f"WHERE b.state IN {SAID} AND q.state <> 'refused' GROUP BY s.id, q.employment_id, q.kind, b.month",
    SHOWN + "SELECT a.id, o.name, q.participant_id, p.employer_kind, sum(q.minutes) FROM shown s "
    "JOIN statement_line n ON n.statement_id = s.id "
    "JOIN statement_line q ON q.participant_id = n.participant_id "
    "JOIN statement a ON a.id = q.statement_id AND a.month = s.month "
    "JOIN employment p ON p.id = q.employment_id JOIN organisation o ON o.id = a.organisation_id "
    f"WHERE a.state IN {SAID} AND q.state <> 'refused' GROUP BY a.id, q.participant_id",
    SHOWN + "SELECT h.id, t.id FROM shown s JOIN statement_line n ON n.statement_id = s.id "
    "JOIN participant h ON h.id = n.participant_id "
    "JOIN participant t ON t.search_key = h.search_key AND t.body_id = h.body_id AND t.id <> h.id",
    SHOWN + "SELECT b.commitment_id, q.employment_id, sum(q.minutes) FROM shown s "
    "JOIN statement b ON b.commitment_id = s.commitment_id AND b.month = date(s.month, '-1 month') "
    "LEFT JOIN statement_line q ON q.statement_id = b.id "
    f"WHERE b.state IN {SAID} GROUP BY b.commitment_id, q.employment_id",
    SHOWN + "SELECT f.* FROM shown s JOIN employer_figure f ON f.commitment_id = s.commitment_id "
    "AND f.month = s.month",
    SHOWN + "SELECT d.* FROM shown s JOIN derogation d ON d.statement_id = s.id",
)
