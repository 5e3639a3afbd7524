"""Short plans of our own, one in each style that officials write in."""

TWO_LEVELS = """某市2024年数字政府建设工作方案
一、重点任务
（一）推进平台建设。统筹建设全市一体化平台。（牵头单位：市大数据局；配合单位：市财政局、人社局）
1.建设数据中台，6月底前上线。（责任单位：市大数据局）
2.建设业务中台。（责任单位：市政务服务办，完成时限：2024年11月底）
（二）加强安全保障。完善安全制度。（责任单位：市委网信办、公安局）
二、保障措施
加强组织领导，各部门要高度重视。
某市人民政府办公室
2024年3月1日
"""
OWN_LINES = """2023年县政府重点工作责任分解
一、产业发展
1.新建工业园区2个，引进企业30家以上。
责任单位：县工信局
配合单位：县财政局、自然资源局
完成时限：2023年9月底前
2.举办农产品展销会。
完成时限：8月
牵头单位：县农业农村局
责任单位：县商务局、各乡镇人民政府
"""
RESTARTING = """关于印发《2022年安全生产工作要点》的通知
各市、县（市、区）人民政府，省政府各部门：
一、主要任务
（一）压实责任
1.制定清单。（责任单位：省应急厅）
2.开展督查。（责任单位：省应急厅、公安厅，各市、县（市、区）人民政府）
（二）专项整治
1.整治矿山。（责任单位：省应急厅、自然资源厅）
"""
UNNUMBERED = """学校2021年工作要点
加强师资队伍建设，引进博士20名。（人事处牵头，各学院配合）
推进智慧校园建设，上线一网通办。（信息中心、教务处负责）
"""
ENGLISH = """National Digital Education Work Plan 2025
I. Background
This plan sets out the work for the year.
II. Actions
1. Connect 500 schools by 30 June 2025. (Responsible: Ministry of Education, Ministry of Finance)
2. Train at least 2,000 teachers. (Lead: National Library; Timeline: by Q3 2025)
3. Publish guidelines on data protection.
Responsible: Office of Data Protection
Deadline: December 2025
"""
ANNEXED = """某省人民政府办公厅关于印发优化营商环境重点任务分工方案的通知
某政办发〔2021〕15号
各市人民政府，省政府各部门：
《优化营商环境重点任务分工方案》已经省政府同意，现印发给你们，请认真贯彻落实。
某省人民政府办公厅
2021年5月20日
附件
优化营商环境重点任务分工方案
一、简化审批
（一）推进改革全覆盖，2021年底前实施。（省市场监管局牵头，省有关部门及各市按职责分工负责）
（二）压减企业开办时间至1个工作日内。（省市场监管局、公安厅负责，列第一位者为牵头单位，下同）
（三）推行电子证照。（省政务服务局、公安厅）
"""
MARK_AFTER_MEASURES = """2020年创建工作方案
一、任务分工
1.完善设施。
（1）新建公园10个。
（2）改造老旧小区20个。
（责任单位：市住建局、城管局）
2.整治环境。
（1）清理垃圾。
（2）治理河道，10月底前完成。
（责任单位：市生态环境局）
"""
SUBJECTS = """关于加强校园食品安全工作的实施意见
为加强校园食品安全，提出以下意见。
一、总体要求
到2025年，全面建成体系。
二、工作任务
（一）健全制度。教育部门要会同市场监管部门制定管理办法，2022年6月底前印发。
（二）强化监管。市场监管部门应每学期开展检查。各学校要落实主体责任。
（三）开展培训。县级教育行政部门负责组织培训，每年12月底前报送情况。
三、工作要求
以上工作要在2023年12月底前完成。
某市教育局
2022年1月10日
附件：检查表
附件
一、检查项目
（一）食堂环境
"""
INLINE = """2019年改革任务
一、深化改革
（一）放管服改革。一是取消审批10项（市编办负责）；二是下放权限（市司法局、政务办负责）。
"""
REST_AFTER_MARK = """关于优化服务的若干措施
一、服务
（一）推广电子证照。（公安部负责）
（二）公布清单。（各地区、各部门负责）各地区要提高认识。各部门落实情况年底前报国务院。
国务院办公厅2020年7月15日（此件公开发布）
"""
EVERYBODY_LATER = """2022年行动方案
一、任务
1.建设平台。（责任单位：省教育厅。以下均需各市人民政府落实，不再列出）
2.培训教师。（责任单位：省教育厅、财政厅）
"""
PERIOD = """高校科技成果转化行动计划（2021—2023年）
第一章 总则
第一条 为促进转化，制定本计划。
第二章 任务
第二条 建设技术转移中心10个。（责任单位：科技厅、教育厅）
"""

NOTICED = """区政府办公室关于印发2023年任务分解方案的通知
各街道办事处，区政府各部门：
现将方案印发给你们，并就有关事项通知如下：
一、各责任单位要于2023年1月20日前报送工作方案。
二、从2023年第一季度开始，各责任单位要在每季度最后一个月的20日前报送进展。
区政府办公室
2023年1月5日
（此件公开发布）
2023年任务分解方案
一、主要预期目标
1.地区生产总值增长7%以上
责任单位：区发改局
二、重点工作
2.建成厂房10万平方米，10月底前交付
责任单位：区城投集团、开发区管委会
3.抓好安全生产
责任单位：区应急局
三、有关要求
各单位于3月10日前报送计划。
"""
WRAPPED = """某市2022年法治建设工作要点

一、健全制度
1.加强重点领域立法工作。制定《物业管
理条例》，修订绿化管理办法。（市司法
局、城市管理局按职责分工负责，9月底
前完成）
2.开展清理工作，6月底前完成一次全面
清理。（市司法局牵头，市政府各部门参
与）
3.组织行政执法人员培训考试，不少于一
千人次。（责任单位：市司法局
责任单位：各执法单位）
"""
ENGLISH_DECIMAL = """NATIONAL OPEN DATA ACTION PLAN 2025
1. Introduction
This plan sets out how data are opened.
2. Vision and Goals
By 2026, all ministries publish data.
3. Actions
3.1 Publish datasets
Publish at least 250 datasets on the portal.
Lead agency: Ministry of Digital Affairs
Supporting agencies: National Statistics Office, Ministry of Finance
Timeline: end of November 2025
3.2 Train officials
Train 600 data stewards.
Lead agency: Civil Service College
4. Monitoring
The Ministry of Digital Affairs will report progress by 31 March.
"""
PLAN_IN_ANNEX = """关于印发《2022年督导工作安排》的通知
各司局：
现印发给你们。
附件：2022年督导工作安排
某部办公厅
2022年3月1日
附件
2022年督导工作安排
一、重点任务
1.改进评价。督导局要于6月底前印发办法。
2.加强培训。各司局要组织培训。
"""
LABELLED_TASKS = """2024年重点改革任务清单
一、经济改革
任务1：深化国企改革。9月底前完成重组。
【牵头单位】市国资委
【参与单位】市财政局、审计局
任务2：推进预算改革。
【牵头单位】市财政局
"""
TABLED = """2025年重点工作任务分解表
说明：牵头科室组织实施，3月底前报送计划。
序号\t工作任务\t牵头单位\t配合单位\t完成时限
1\t新建东校区，增加学位1620个\t基建办\t计财科、教育科\t2025年8月
2\t推进智慧课堂应用\t电教馆\t各中小学\t全年
一、党建工作
3\t制定实施细则\t人事科\t\t第二季度
"""
BARRED = """Water Action Plan 2025
1. Background
The table lists the actions.
| No. | Action | Lead agency | Supporting agencies | Timeline |
|---|---|---|---|---|
| 1 | Adopt the tariff regulation | Ministry of Water | Ministry of Finance, Regulator | Q2 2025 |
| 2 | Promote water saving | Ministry of Education | Ministry of Water | Continuous |
"""
NUMBERED_FIELDS = """2024年城市更新攻坚方案
一、重点任务
（一）老旧小区行动
1.改造任务：改造小区120个。
2.完成时限：2024年11月底前
3.牵头单位：市住建局
4.责任单位：各区政府、市财政局
（二）停车行动
1.改造任务：新增泊位5000个。
2.牵头单位：市城管局
"""
MONTHS = """某中学2024—2025学年第一学期工作安排
八月份
1.完成教师培训。（教师发展中心）
九月份
2.开展师德建设活动。（工会、各年级组）
3.举办教师节活动，9月10日前完成评选。（工会）
"""
LED = """Digital Education Work Plan 2023
1. Upgrade networks by the end of June 2023.
(Responsible department: Ministry of Science; Cooperating departments: Ministry of Finance)
2. Build a platform. (Led by the Information Centre, with the participation of the Press Office)
3. Host the contest in the third quarter. (Ministry of Sport to lead)
"""
OWNERS_AS_HEADINGS = """2023年度绩效目标责任清单
一、市教育局
1.新建学校15所。
2.6月底前制定督查办法。
二、市文旅局、市体育局
1.新建健身路径100条，8月8日“全民健身日”前投入使用。
"""
LEADERS_ABOVE = """2024年重点任务清单
一、人才培养
1.专业群建设（分管领导：陈某）
（1）新增高水平专业群2个。（牵头部门：教务处；协同部门：各二级学院；完成时间：2024年12月）
（2）修订培养方案。（牵头部门：教务处；完成时间：2024年6月）
"""
LETTERED = """Order on the Implementation of the School Meals Reform
Issued on 3 April 2024
1. General provisions
The purpose of this Order is to ensure healthy meals.
2. Tasks
(a) The Ministry of Health shall issue standards by 1 July 2024.
(b) The Ministry of Education, together with the Ministry of Finance, shall develop a formula
within four months.
3. Reporting
Municipal councils shall report by 15 December 2024.
"""
INLINE_ENGLISH = """Coastal Strategy: Implementation Plan 2024-2026
Priority 1: Protecting communities
Action 1.1: Build 15 km of sea walls. Lead: Ministry of Works. Partners: district councils.
Deadline: December 2026.
Action 1.2: Map the flood risk. Lead: Coast Guard. Deadline: end of 2025.
"""
MARK_BEFORE_MEASURES = """2022年工作要点
一、完善设施
责任单位：市住建局
1.新建公园10个。
2.改造小区20个，9月底前完工。
二、整治环境
责任单位：市生态环境局、水利局
治理河道。
"""
ROLES_AFTER_NAMES = """2023年工作要点
1.完善制度。（责任单位：市教育局（牵头）、财政局，各区县政府（配合））
2.减税降费。（财政部、税务总局牵头，发展改革委等按职责分工负责，6月底前完成）
"""
