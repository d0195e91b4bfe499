-- A code was valid on the date of its record.
--
-- why: A code that has gone out of use, such as a currency before the euro, is misread by whoever adds or translates it.
-- Ignored are records of which
-- 1. a date of the record may lie in the time in which the code was valid
-- 2. the code never was valid, which the check of codes finds
-- 3. the day on which the code was withdrawn is not known
-- card: accuracy
-- severity: warning
-- fix: Use the code shown as its replacement, or the one that was valid at the time.
WITH code_in_use AS (
    SELECT 'area_level' AS codelist, code, valid_from, valid_to FROM codelist_area_level
    UNION ALL SELECT 'area_type', code, valid_from, valid_to FROM codelist_area_type
    UNION ALL SELECT 'audience', code, valid_from, valid_to FROM codelist_audience
    UNION ALL SELECT 'beneficiary_group', code, valid_from, valid_to FROM codelist_beneficiary_group
    UNION ALL SELECT 'channel', code, valid_from, valid_to FROM codelist_channel
    UNION ALL SELECT 'cofog', code, valid_from, valid_to FROM codelist_cofog
    UNION ALL SELECT 'collection_method', code, valid_from, valid_to FROM codelist_collection_method
    UNION ALL SELECT 'collection_mode', code, valid_from, valid_to FROM codelist_collection_mode
    UNION ALL SELECT 'consent_scope', code, valid_from, valid_to FROM codelist_consent_scope
    UNION ALL SELECT 'consent_status', code, valid_from, valid_to FROM codelist_consent_status
    UNION ALL SELECT 'cooperation_modality', code, valid_from, valid_to FROM codelist_cooperation_modality
    UNION ALL SELECT 'cooperation_origin', code, valid_from, valid_to FROM codelist_cooperation_origin
    UNION ALL SELECT 'cooperation_stage', code, valid_from, valid_to FROM codelist_cooperation_stage
    UNION ALL SELECT 'cost_kind', code, valid_from, valid_to FROM codelist_cost_kind
    UNION ALL SELECT 'country', code, valid_from, valid_to FROM codelist_country
    UNION ALL SELECT 'currency', code, valid_from, valid_to FROM codelist_currency
    UNION ALL SELECT 'deployment_kind', code, valid_from, valid_to FROM codelist_deployment_kind
    UNION ALL SELECT 'deployment_stage', code, valid_from, valid_to FROM codelist_deployment_stage
    UNION ALL SELECT 'education', code, valid_from, valid_to FROM codelist_education
    UNION ALL SELECT 'end_reason', code, valid_from, valid_to FROM codelist_end_reason
    UNION ALL SELECT 'ethics_review', code, valid_from, valid_to FROM codelist_ethics_review
    UNION ALL SELECT 'evidence_kind', code, valid_from, valid_to FROM codelist_evidence_kind
    UNION ALL SELECT 'evidence_level', code, valid_from, valid_to FROM codelist_evidence_level
    UNION ALL SELECT 'experiment_decision', code, valid_from, valid_to FROM codelist_experiment_decision
    UNION ALL SELECT 'experiment_design', code, valid_from, valid_to FROM codelist_experiment_design
    UNION ALL SELECT 'experiment_outcome', code, valid_from, valid_to FROM codelist_experiment_outcome
    UNION ALL SELECT 'factor', code, valid_from, valid_to FROM codelist_factor
    UNION ALL SELECT 'factor_effect', code, valid_from, valid_to FROM codelist_factor_effect
    UNION ALL SELECT 'failure_reason', code, valid_from, valid_to FROM codelist_failure_reason
    UNION ALL SELECT 'fidelity', code, valid_from, valid_to FROM codelist_fidelity
    UNION ALL SELECT 'funding_type', code, valid_from, valid_to FROM codelist_funding_type
    UNION ALL SELECT 'grievance', code, valid_from, valid_to FROM codelist_grievance
    UNION ALL SELECT 'indicator_direction', code, valid_from, valid_to FROM codelist_indicator_direction
    UNION ALL SELECT 'innovation_type', code, valid_from, valid_to FROM codelist_innovation_type
    UNION ALL SELECT 'language', code, valid_from, valid_to FROM codelist_language
    UNION ALL SELECT 'legal_basis', code, valid_from, valid_to FROM codelist_legal_basis
    UNION ALL SELECT 'license', code, valid_from, valid_to FROM codelist_license
    UNION ALL SELECT 'measure_point', code, valid_from, valid_to FROM codelist_measure_point
    UNION ALL SELECT 'method', code, valid_from, valid_to FROM codelist_method
    UNION ALL SELECT 'need_status', code, valid_from, valid_to FROM codelist_need_status
    UNION ALL SELECT 'novelty', code, valid_from, valid_to FROM codelist_novelty
    UNION ALL SELECT 'obs_status', code, valid_from, valid_to FROM codelist_obs_status
    UNION ALL SELECT 'offer_terms', code, valid_from, valid_to FROM codelist_offer_terms
    UNION ALL SELECT 'organization_subtype', code, valid_from, valid_to FROM codelist_organization_subtype
    UNION ALL SELECT 'organization_type', code, valid_from, valid_to FROM codelist_organization_type
    UNION ALL SELECT 'outcome_area', code, valid_from, valid_to FROM codelist_outcome_area
    UNION ALL SELECT 'participation_role', code, valid_from, valid_to FROM codelist_participation_role
    UNION ALL SELECT 'party_role', code, valid_from, valid_to FROM codelist_party_role
    UNION ALL SELECT 'protection_technique', code, valid_from, valid_to FROM codelist_protection_technique
    UNION ALL SELECT 'region', code, valid_from, valid_to FROM codelist_region
    UNION ALL SELECT 'relation_predicate', code, valid_from, valid_to FROM codelist_relation_predicate
    UNION ALL SELECT 'result_level', code, valid_from, valid_to FROM codelist_result_level
    UNION ALL SELECT 'scaling_dimension', code, valid_from, valid_to FROM codelist_scaling_dimension
    UNION ALL SELECT 'sdg', code, valid_from, valid_to FROM codelist_sdg
    UNION ALL SELECT 'sex', code, valid_from, valid_to FROM codelist_sex
    UNION ALL SELECT 'significance', code, valid_from, valid_to FROM codelist_significance
    UNION ALL SELECT 'stage', code, valid_from, valid_to FROM codelist_stage
    UNION ALL SELECT 'status', code, valid_from, valid_to FROM codelist_status
    UNION ALL SELECT 'support_kind', code, valid_from, valid_to FROM codelist_support_kind
    UNION ALL SELECT 'technology', code, valid_from, valid_to FROM codelist_technology
    UNION ALL SELECT 'transferability', code, valid_from, valid_to FROM codelist_transferability
    UNION ALL SELECT 'translation_method', code, valid_from, valid_to FROM codelist_translation_method
    UNION ALL SELECT 'unit', code, valid_from, valid_to FROM codelist_unit
    UNION ALL SELECT 'unit', code, valid_from, valid_to FROM codelist_currency -- a unit may be money
    UNION ALL SELECT 'withheld_reason', code, valid_from, valid_to FROM codelist_withheld_reason
),
limited AS (
    SELECT codelist, code, valid_from, valid_to
    FROM code_in_use
    WHERE valid_from IS NOT NULL OR valid_to IS NOT NULL -- (2, 3): an alias has no dates
),
used AS (
    SELECT table_name, _row, field_name, codelist, code, code AS value
    FROM code_cell
    WHERE codelist <> 'language'
    UNION ALL
    SELECT table_name, _row, field_name, 'language', split_part(tag, '-', 1), tag
    FROM language_cell
),
suspect AS (
    SELECT
        used.table_name,
        used._row,
        used.field_name,
        used.value,
        limited.valid_from,
        limited.valid_to
    FROM used
    INNER JOIN limited ON limited.codelist = used.codelist AND limited.code = used.code
),
dated AS (
    SELECT table_name, _row, min(first_day) AS first_day, max(last_day) AS last_day
    FROM date_bounds
    GROUP BY table_name, _row
),
placed AS (
    SELECT
        suspect.table_name,
        suspect._row,
        suspect.field_name,
        suspect.value,
        suspect.valid_from,
        suspect.valid_to,
        -- A record without a date, or with dates to come, uses its codes today.
        CAST(least(dated.first_day, descriptor.today) AS STRING) AS earliest,
        CAST(coalesce(dated.last_day, descriptor.today) AS STRING) AS latest
    FROM suspect
    CROSS JOIN descriptor
    LEFT JOIN dated ON dated.table_name = suspect.table_name AND dated._row = suspect._row
)
SELECT table_name, _row, field_name, value
FROM placed
WHERE substr(earliest, 1, length(valid_to)) > valid_to -- (1): 2003-07-15 is not after 2003-07
   OR substr(latest, 1, length(valid_from)) < valid_from -- (1)
